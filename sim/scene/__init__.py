"""What a person sees and hears: the only room that imports Panda3D.

`view.SceneDisplay` shows snapshots in a `window.Window`; everything else here is a piece of that picture.
"""
