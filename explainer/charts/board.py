"""A chart made of words: HTML that reads as a table or a list, follows the theme and prints."""

from dataclasses import dataclass
from pathlib import Path

from explainer.errors import ChartError
from explainer.page import cards


@dataclass(frozen=True)
class Board:
    """A chart made of words.

    Attributes
    ----------
    title : str
        What is shown.
    html : Html
        The chart; being text, it needs no other words for those who do not see it.
    """

    title: str
    html: cards.Html

    def save(self, path: str | Path) -> Path:
        """Write the chart to a page that can be opened and printed.

        Parameters
        ----------
        path : str or pathlib.Path
            Ends in .html.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        ChartError
            If the file name ends otherwise.
        """
        path = Path(path)
        if path.suffix.lower() != ".html":
            raise ChartError(f"This chart cannot be saved as {path.name!r}: end the name in .html")
        page = cards.fill(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>$title</title>'
            "</head><body>$body</body></html>",
            title=self.title,
            body=cards.Html(self._repr_html_()),
        )
        path.write_text(page, encoding="utf-8")
        return path

    def _repr_html_(self) -> str:
        board = cards.fill('<div class="ex-board">$html</div>', html=self.html)
        return f"{cards.stylesheet('charts.css')}{board._repr_html_()}"
