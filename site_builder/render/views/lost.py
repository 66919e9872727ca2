"""The page for an address that leads nowhere."""

from __future__ import annotations

from site_builder.model import Record
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.views.frame import Frame, frame


class LostView(Record, frozen=True):
    """Its links are absolute: it is served from any address."""

    frame: Frame
    heading: str


def view(here: Here, spec: PageSpec) -> LostView:
    """The page that the host shows for what is not there."""
    heading = here.site.words.gettext("This page does not exist")
    return LostView(frame(here, spec, heading, heading), heading)
