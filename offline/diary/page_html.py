"""The page for a doctor as one HTML file that prints on one A4."""

from __future__ import annotations

from html import escape
from typing import Final

from content.phrases import line
from offline.diary.days import Summary
from offline.diary.page_text import Block, blocks, counts, span

STYLE: Final = """
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.35 "DejaVu Sans", Helvetica, Arial, sans-serif; color: #222;
  max-width: 182mm; margin: 8mm auto }
@media print { body { margin: 0 } }
h1 { font-size: 16pt; margin: 0 } h2 { font-size: 11pt; margin: 4mm 0 1mm }
p { margin: 0 0 1mm } .faint { color: #666 }
table { border-collapse: collapse } th, td { text-align: left; padding: 0.3mm 5mm 0.3mm 0;
  font-variant-numeric: tabular-nums }
th { font-weight: normal; color: #666; border-bottom: 0.3mm solid #ccc }
.beside { display: flex; gap: 12mm }
ul { list-style: none; padding: 0; margin: 0; columns: 2 }
li::before { content: "\\2610\\00a0\\00a0" }
svg { width: 100%; height: auto; margin: 2mm 0 }
"""


def page_html(found: Summary, picture: str) -> bytes:
    """Return the file.

    Args:
        found: the four weeks.
        picture: an `<svg>` element, or nothing.
    """
    every = blocks(found)
    tables = "".join(f"<div>{_block(block)}</div>" for block in every if block.table)
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{_title()}</title>',
        f"<style>{STYLE}</style></head><body>",
        f"<h1>{_title()}</h1>",
        f"<p>{escape(span(found))} · {escape(counts(found))}</p>",
        f'<p class="faint">{escape(line("pictures.page_self_reported"))}</p>',
        picture,
        f'<div class="beside">{tables}</div>',
        *(_block(block) for block in every if not block.table),
        "</body></html>\n",
    ]
    return "\n".join(parts).encode()


def _title() -> str:
    return escape(line("pictures.page_title"))


def _block(block: Block) -> str:
    parts = [f"<h2>{escape(block.heading)}</h2>"]
    if block.table:
        head, *rows = block.table
        parts.append(f"<table>{_row('th', head)}{''.join(_row('td', row) for row in rows)}</table>")
    parts.extend(f"<p>{escape(told)}</p>" for told in block.lines)
    if block.boxes:
        items = "".join(f"<li>{escape(told)}</li>" for told in block.boxes)
        parts.append(f"<ul>{items}</ul>")
    return "\n".join(parts)


def _row(cell: str, texts: tuple[str, ...]) -> str:
    return f"<tr>{''.join(f'<{cell}>{escape(text)}</{cell}>' for text in texts)}</tr>"
