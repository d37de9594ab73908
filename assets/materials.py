"""Every surface in the trainer, as the numbers of a metallic-roughness material. Colours are linear, not sRGB."""

from __future__ import annotations

from dataclasses import dataclass

Rgba = tuple[float, float, float, float]
Rgb = tuple[float, float, float]

DARK: Rgb = (0.0, 0.0, 0.0)
BOUNCED: Rgb = (0.34, 0.36, 0.36)
"""Light that goes to and fro between pale walls, which no renderer here works out."""


@dataclass(frozen=True, slots=True)
class Material:
    """A metallic-roughness surface; ``texture`` and ``normal_map`` are names of `assets.textures`."""

    base_colour: Rgba
    metallic: float
    roughness: float
    emission: Rgb = DARK
    texture: str | None = None
    normal_map: str | None = None


def from_srgb(code: str, alpha: float = 1.0) -> Rgba:
    """Linear colour of a hexadecimal sRGB code such as ``"1f7a5c"`` (IEC 61966-2-1)."""
    red, green, blue = (_linear(int(code[i : i + 2], 16) / 255.0) for i in (0, 2, 4))
    return (red, green, blue, alpha)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _metal(code: str, roughness: float) -> Material:
    """Not wholly a mirror: satin finish scatters some light, and steel that mirrors a dark drape alone looks black."""
    return Material(from_srgb(code), 0.92, roughness)


def _matt(code: str, roughness: float, texture: str | None = None, normal_map: str | None = None) -> Material:
    return Material(from_srgb(code), 0.0, roughness, texture=texture, normal_map=normal_map)


def _light(code: str, strength: float) -> Material:
    red, green, blue, _ = from_srgb(code)
    return Material(from_srgb(code), 0.0, 0.5, emission=(red * strength, green * strength, blue * strength))


MATERIALS: dict[str, Material] = {
    # metals
    "steel_brushed": _metal("d3d6d9", 0.38),
    "steel_polished": _metal("dfe2e5", 0.20),
    "steel_satin": _metal("b4b8bc", 0.50),
    "steel_dark": _metal("6e7276", 0.42),
    "steel_gold": Material(from_srgb("ffc05c"), 0.65, 0.32),  # titanium nitride on cutting edges
    "titanium": _metal("a9a6a1", 0.42),
    "titanium_gold": Material(from_srgb("dcb75a"), 0.75, 0.35),  # anodised
    "tray_steel": _metal("cdd1d4", 0.42),
    "table_steel": _metal("b9bdc1", 0.40),
    # plastics and rubber
    "plastic_blue": _matt("1f5fa8", 0.42),
    "plastic_light": _matt("d8dce0", 0.40),
    "plastic_grey": _matt("7d848a", 0.45),
    "plastic_dark": _matt("2b3036", 0.50),
    "plastic_clear": Material(from_srgb("dfe9ee", 0.35), 0.0, 0.12),
    "rubber_black": _matt("1a1b1d", 0.80),
    "silicone_blue": _matt("2e6f9e", 0.65),
    "silicone_green": _matt("3c8f6f", 0.65),
    "fluid_bag": Material(from_srgb("d6e8ee", 0.55), 0.0, 0.15),
    "water": Material(from_srgb("cfe6f2", 0.45), 0.0, 0.05),
    # marks
    "engraving_black": _matt("141517", 0.70),
    "marking_white": _matt("eceff1", 0.55),
    "colour_band_yellow": _matt("e8b923", 0.45),
    "colour_band_red": _matt("c8352e", 0.45),
    "colour_band_blue": _matt("2a66b8", 0.45),
    "colour_band_green": _matt("2f9a58", 0.45),
    "colour_band_brown": _matt("7a4a26", 0.45),
    "colour_band_white": _matt("eceff1", 0.45),
    "colour_band_black": _matt("1b1c1e", 0.45),
    "colour_band_violet": _matt("6b3fa0", 0.45),
    # people and cloth
    "glove_latex": _matt("ddd2bb", 0.50),
    "glove_green": _matt("7fae9a", 0.50),
    "gown_green": _matt("267f7c", 0.88, texture="cloth", normal_map="cloth_normal"),
    "gown_cuff": _matt("e9ecec", 0.90),
    "drape_green": _matt("2a7d7a", 0.90, texture="cloth", normal_map="cloth_normal"),
    "liner_green": _matt("35878a", 0.92, texture="cloth", normal_map="cloth_normal"),
    "drape_blue": _matt("3f7fa3", 0.90, texture="cloth", normal_map="cloth_normal"),
    "hem": _matt("dfe9ea", 0.75),
    "skin": _matt("d8a184", 0.55, texture="skin", normal_map="skin_normal"),
    "skin_prepped": _matt("b9743f", 0.45, texture="skin", normal_map="skin_normal"),
    # tissue
    "muscle": _matt("8e2a2a", 0.42, texture="muscle", normal_map="muscle_normal"),
    "fat": _matt("ecd28e", 0.45, texture="fat", normal_map="fat_normal"),
    "muscle_moist": _matt("86302c", 0.42, texture="muscle", normal_map="muscle_normal"),
    "fat_moist": _matt("efd498", 0.42, texture="fat", normal_map="fat_normal"),
    "dermis": _matt("e3aa98", 0.38),
    "fascia": _matt("d9c9c0", 0.38),
    "bone": _matt("e9dcc0", 0.55, texture="bone", normal_map="bone_normal"),
    "bone_cut": _matt("c98f7c", 0.60),
    "bone_chip": _matt("efe4cf", 0.75),
    "blood": _matt("6b0f12", 0.22),
    # room
    "wall": Material(from_srgb("f2f6f6"), 0.0, 0.60, emission=BOUNCED, texture="wall"),
    "wall_band": Material(from_srgb("c4e2df"), 0.0, 0.50, emission=BOUNCED),
    "wall_panel": _matt("dfe6e6", 0.45),
    "wall_joint": _matt("c3d0d2", 0.60),
    "plinth": _matt("9db4b7", 0.50),
    "ceiling": _matt("f4f7f7", 0.85),
    "floor": _matt("a9bcc0", 0.30, texture="floor"),
    "door": _matt("c9d6d9", 0.40),
    "glass": Material(from_srgb("bcd3da", 0.30), 0.0, 0.06),
    "lamp_case": _matt("f1f3f4", 0.30),
    "lamp_trim": _matt("5fa59b", 0.35),
    "ceiling_veil": _light("e9f3f3", 0.55),
    "ceiling_glow": _light("f6fbff", 2.2),
    "viewer_glow": _light("e8f1f6", 0.75),
    "film_dark": _matt("10161b", 0.25),
    "window_dim": _matt("5d7a80", 0.12),
    "lamp_glow": _light("fff6e6", 6.0),
    "screen": _light("0b1a24", 1.0),
    "screen_glow": _light("9fd8ff", 1.5),
    "monitor_case": _matt("23272b", 0.40),
    "led_green": _light("39d98a", 2.5),
    "led_red": _light("ff4b4b", 2.5),
    "cushion": _matt("22282c", 0.65),
}
"""Name of a surface -> its material. `Part.material` is always one of these names."""
