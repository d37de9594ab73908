"""OpenXR: one file per concept. Nothing outside knows that there is an OpenXR."""

import OpenGL

# A runtime may leave an error of its own behind in our context (SteamVR does at xrEndFrame, issue 799 of its tracker
# for Linux); PyOpenGL would blame our next call for it.
OpenGL.ERROR_CHECKING = False
