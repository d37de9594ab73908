"""Materials of `assets.materials` as Panda3D materials and textures, made once and shared."""

from __future__ import annotations

from panda3d.core import LColor, Material, NodePath, SamplerState, Texture, TextureStage, TransparencyAttrib

from assets.materials import MATERIALS
from assets.textures import texture

from ..core.errors import AssetError
from .quality import Settings
from .store import Store


class Surfaces:
    """Dresses nodes in the materials of one quality."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._store = store
        self.settings = settings
        self._materials: dict[str, Material] = {}
        self._textures: dict[str, Texture] = {}
        self._relief = TextureStage("relief")
        self._relief.set_mode(TextureStage.M_normal)

    def dress(self, node: NodePath, name: str, textured: bool = True) -> None:
        """Give a node a material, with its textures when the mesh has places for them (``textured``).

        AssetError when there is no material of that name.
        """
        if name not in MATERIALS:
            raise AssetError(f"There is no material called {name!r}.", remedy="Add it to assets/materials.py.")
        look = MATERIALS[name]
        node.set_material(self.material(name), 1)
        if textured and look.texture is not None:
            node.set_texture(TextureStage.get_default(), self.texture(look.texture))
        if textured and look.normal_map is not None and self.settings.normal_maps:
            node.set_texture(self._relief, self.texture(look.normal_map))
        if look.base_colour[3] < 1.0:
            node.set_transparency(TransparencyAttrib.M_alpha)
            node.set_depth_write(False)

    def material(self, name: str) -> Material:
        """The material of that name; KeyError when there is none."""
        if name not in self._materials:
            look = MATERIALS[name]
            self._materials[name] = plain_material(name, look.base_colour, look.metallic, look.roughness, look.emission)
        return self._materials[name]

    def texture(self, name: str) -> Texture:
        """The texture of that name."""
        if name not in self._textures:
            self._textures[name] = self._load(name, self.settings.texture_size)
        return self._textures[name]

    def _load(self, name: str, size: int) -> Texture:
        pixels = self._store.arrays(f"texture {name} {size}", lambda: {"pixels": texture(name, size)})["pixels"]
        result = Texture(name)
        is_colour = not name.endswith("_normal")
        result.setup_2d_texture(size, size, Texture.T_unsigned_byte, Texture.F_srgb if is_colour else Texture.F_rgb)
        result.set_ram_image(pixels[:, :, ::-1].tobytes())
        result.set_wrap_u(SamplerState.WM_repeat)
        result.set_wrap_v(SamplerState.WM_repeat)
        smooth = self.settings.anisotropy > 1
        result.set_minfilter(SamplerState.FT_linear_mipmap_linear if smooth else SamplerState.FT_linear_mipmap_nearest)
        result.set_magfilter(SamplerState.FT_linear)
        result.set_anisotropic_degree(self.settings.anisotropy)
        return result


def plain_material(
    name: str,
    colour: tuple[float, float, float, float],
    metallic: float,
    roughness: float,
    emission: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> Material:
    """A material from linear colours."""
    material = Material(name)
    material.set_base_color(LColor(*colour))
    material.set_metallic(metallic)
    material.set_roughness(roughness)
    material.set_emission(LColor(*emission, 1.0))
    return material
