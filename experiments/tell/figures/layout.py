"""How figures are laid out, in cm: a title with legends under it, and panels side by side in rows."""

from collections.abc import Iterator, Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from experiments.tell.figures.style import TITLE_SIZE, Legend, new_figure, text_at, title_lines


class Heading:
    """The head of a figure: its title, and under it what explains the marks.

    Parameters
    ----------
    title : str
    keys : sequence of sequences of Artist
        The entries of each legend, by their labels; one without entries takes no room.
    width : float
        Of the figure, cm.

    Attributes
    ----------
    height : float
        How far down it reaches, cm.
    """

    def __init__(self, title: str, keys: Sequence[Sequence[Artist]], width: float) -> None:
        self.width = width
        self.title = title_lines(title, width)
        self.height = 0.25 + 0.42 * (self.title.count("\n") + 1)
        self._legends = []
        for handles in keys:
            if handles:
                legend = Legend([str(handle.get_label()) for handle in handles], width)
                self._legends.append((legend, handles, self.height))
                self.height += legend.height

    def figure(self, height: float) -> Figure:
        """Return a figure so high in all with its head drawn."""
        figure = new_figure(self.width, height)
        text_at(figure, 0.2, 0.15, self.title, fontsize=TITLE_SIZE)
        for legend, handles, top in self._legends:
            legend.add(figure, handles, top)
        return figure


def cells(
    count: int, columns: int, corner: tuple[float, float], step: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Yield where each of some panels begins, row by row: from the left, from the upper edge.

    Parameters
    ----------
    corner : tuple of float
        Where the first begins.
    step : tuple of float
        To the next panel of a row, to the next row.
    """
    for at in range(count):
        row, column = divmod(at, columns)
        yield corner[0] + column * step[0], corner[1] + row * step[1]
