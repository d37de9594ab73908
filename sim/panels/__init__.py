"""What the panels say, as plain data: no window, no drawing.

Each function turns a snapshot (or a score card) and the scenario's texts into a panel in the person's language.
`sim.scene.panels` draws them; a headset or a report may draw the same ones.
"""
