"""Long work the window starts: each task gathers what it needs, runs as a job, and hands its result to the document.

A task knows the document and the jobs, never a panel.
"""
