"""Interface texts and numbers in the person's language.

Catalogues are gettext files (``locale/<language>.po``) whose message ids are dotted keys such as ``hud.force``;
they are read as they are, so there is nothing to compile. A scenario's own texts live with the scenario.
"""

from .translator import Translator, available_languages

__all__ = ["Translator", "available_languages"]
