"""How an upload is received: what is far too big never fills the disk."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from attachments.documents import MAX_BYTES


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Receives a file to the disk, but lets go of one that is over every limit.

    The emptied file still tells its true size: the form refuses it beside its field, with both
    numbers, and keeps all that was typed. Named in `FILE_UPLOAD_HANDLERS`.
    """

    limit = MAX_BYTES

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= self.limit:
            return super().receive_data_chunk(raw_data, start)
        self.file.file.seek(0)
        self.file.file.truncate()
        return None
