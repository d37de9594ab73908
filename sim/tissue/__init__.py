"""Living bone as arrays: voxels, anatomy, rays through it and its surface mesh. Knows no physics and no graphics."""
