"""Leads as a file, for a spreadsheet or another tool."""
