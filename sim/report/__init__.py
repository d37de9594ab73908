"""The report of a run: one HTML file that explains every number and needs nothing else."""

from .content import ReportContent, metal_of
from .page import report_html, write_report

__all__ = ["ReportContent", "metal_of", "report_html", "write_report"]
