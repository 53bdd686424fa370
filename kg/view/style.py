"""How things look: the shapes, colours and lines of the page, said once for graph and legend.

The colours are those of Okabe and Ito, which stay apart for colour-blind readers. Two of them,
blue and vermillion, belong to the stances; entities take the others.
"""

from __future__ import annotations

from typing import NamedTuple

from ..records import Aspect, EntityType, Modality, Stance


class NodeStyle(NamedTuple):
    """Shape (a word of vis-network), fill, and what the legend calls it."""

    shape: str
    colour: str
    plural: str


class StanceStyle(NamedTuple):
    """Line colour, dashes in pixels (empty: solid), and the stance as verb and as noun."""

    colour: str
    dashes: tuple[int, ...]
    verb: str
    noun: str


NODES: dict[EntityType, NodeStyle] = {
    EntityType.PERSON: NodeStyle("dot", "#E69F00", "People"),
    EntityType.COUNTRY: NodeStyle("square", "#009E73", "Countries"),
    EntityType.ORGANISATION: NodeStyle("diamond", "#CC79A7", "Organisations"),
    EntityType.PLACE: NodeStyle("triangleDown", "#999999", "Places"),
    EntityType.GROUP: NodeStyle("hexagon", "#F0E442", "Groups"),
    EntityType.POSITION: NodeStyle("star", "#000000", "Positions"),
}

STANCES: dict[Stance, StanceStyle] = {
    Stance.SUPPORT: StanceStyle("#0072B2", (), "supports", "support"),
    Stance.OPPOSE: StanceStyle("#D55E00", (9, 6), "opposes", "opposition"),
}

#: Dots of a line whose stance has ended, and of one that is denied or only possible.
ENDED_DASHES = (2, 5)
UNSURE_DASHES = (14, 5, 2, 5)
#: Opacity of such lines, in [0, 1].
FADED = 0.6

INK = "#1a1a1a"
FONT = "Arial,Helvetica,sans-serif"
FONT_SIZE = 14
#: Estimated width of a character and height of a line of a label, in pixels.
CHARACTER_WIDTH = 7.4
LINE_HEIGHT = 16
#: Labels are broken into lines of at most so many characters.
LABEL_WIDTH = 18

#: What a state is called in a label, where it is not the plain one.
ASPECT_WORDS = {Aspect.HELD: "", Aspect.ENDED: "ended"}
MODALITY_WORDS = {Modality.ASSERTED: "", Modality.POSSIBLE: "possible", Modality.DENIED: "denied"}

#: Options of the drawing, as vis-network names them; nothing moves unless it is dragged.
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {
        "borderWidth": 1,
        "borderWidthSelected": 3,
        "font": {"size": FONT_SIZE, "face": FONT, "color": INK, "strokeWidth": 4, "strokeColor": "#ffffff"},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.65}},
        "arrowStrikethrough": False,
        "selectionWidth": 2,
        "font": {"size": 11, "face": FONT, "align": "horizontal", "strokeWidth": 4, "strokeColor": "#ffffff"},
    },
}

#: Stance, aspect and modality as a verb, with the stance's own verb forms put in.
_PHRASES = {
    (Aspect.HELD, Modality.ASSERTED): "{verb}",
    (Aspect.HELD, Modality.POSSIBLE): "may {bare}",
    (Aspect.HELD, Modality.DENIED): "does not {bare}",
    (Aspect.ENDED, Modality.ASSERTED): "no longer {verb}",
    (Aspect.ENDED, Modality.POSSIBLE): "may no longer {bare}",
    (Aspect.ENDED, Modality.DENIED): "has not ceased to {bare}",
}


def describe_stance(stance: Stance, aspect: Aspect, modality: Modality) -> str:
    """Say a stance as the verb between who holds it and whom it is about.

    >>> describe_stance(Stance.OPPOSE, Aspect.ENDED, Modality.ASSERTED)
    'no longer opposes'
    """
    return _PHRASES[aspect, modality].format(verb=STANCES[stance].verb, bare=stance.value)


def describe_state(stance: Stance, aspect: Aspect, modality: Modality) -> str:
    """Say in a few words how a stance differs from a plain one; nothing where it does not.

    >>> describe_state(Stance.OPPOSE, Aspect.ENDED, Modality.ASSERTED)
    'opposition ended'
    """
    words = [MODALITY_WORDS[modality], ASPECT_WORDS[aspect]]
    said = " ".join(word for word in words if word)
    return f"{STANCES[stance].noun} {said}" if said else ""
