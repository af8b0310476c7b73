"""The papers of a hearing: what each says, and how it becomes a page, a PDF or a Word file.

What a paper says is plain data, made in the language of the paper (`notice`, `attendance`,
`blank_forms`, `minutes`). No paper holds personal data: the minutes may be published as they are.
"""

from .registry import PAPERS, Paper

__all__ = ["PAPERS", "Paper"]
