"""Every figure of the account, each computed in one place and told everywhere.

Pages, files, the session pack and the open interface all ask here. Nothing is stored: a sum is
added up when it is asked for. What is not stated stays unknown and is counted apart.
"""
