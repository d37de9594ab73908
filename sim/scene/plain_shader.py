"""A light shader for machines without a GPU: one lamp, the room's irradiance per vertex, no buffers of its own.

It tone-maps in place, so that every rung of the quality ladder shows the same colours.
"""

from __future__ import annotations

from panda3d.core import LVecBase3, MaterialAttrib, NodePath, PTA_LVecBase3f, Shader

from assets.room.layout import WOUND

from .environment import harmonics
from .lights import Lamp
from .tone import TONED

METALLIC = 0.5

_ROOM_LIGHT = """
vec3 room_light(vec3 n) {
    return max(vec3(0.0), irradiance[0] * 0.282095
        + 0.488603 * (irradiance[1] * n.x + irradiance[2] * n.z + irradiance[3] * n.y)
        + 1.092548 * (irradiance[4] * n.x * n.z + irradiance[5] * n.y * n.z + irradiance[6] * n.y * n.x)
        + irradiance[7] * (0.946176 * n.z * n.z - 0.315392)
        + irradiance[8] * 0.546274 * (n.x * n.x - n.y * n.y)) * 0.3183;
}
"""

_LAMP_LIGHT = """
uniform vec3 sun_direction;
uniform vec3 sun_colour;
uniform vec3 pool_position;
uniform vec3 pool_colour;
vec3 lamp_light(vec3 n, vec3 place) {
    vec3 to_pool = pool_position - place;
    float away2 = dot(to_pool, to_pool);
    float pool_facing = max(dot(n, to_pool), 0.0) * inversesqrt(away2);
    return sun_colour * max(dot(n, sun_direction), 0.0) + pool_colour * (pool_facing / away2);
}
"""

_MATERIAL = """
uniform struct p3d_MaterialParameters {
    vec4 baseColor;
    vec4 emission;
    float roughness;
    float metallic;
} p3d_Material;
"""

_VERTEX_INPUTS = """#version 330
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 p3d_ModelMatrix;
uniform mat4 p3d_ModelMatrixInverseTranspose;
uniform vec3 irradiance[9];
in vec4 p3d_Vertex;
in vec3 p3d_Normal;
in vec2 p3d_MultiTexCoord0;
in vec4 p3d_Color;
"""

SHINY_VERTEX = f"""{_VERTEX_INPUTS}{_ROOM_LIGHT}
out vec3 world_position;
out vec3 world_normal;
out vec3 ambient;
out vec4 colour;
out vec2 texture_place;
void main() {{
    vec3 n = normalize(mat3(p3d_ModelMatrixInverseTranspose) * p3d_Normal);
    world_position = (p3d_ModelMatrix * p3d_Vertex).xyz;
    world_normal = n;
    ambient = room_light(n);
    colour = p3d_Color;
    texture_place = p3d_MultiTexCoord0;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}}
"""

SHINY_FRAGMENT = f"""#version 330
{_MATERIAL}{_LAMP_LIGHT}{TONED}
uniform vec4 p3d_ColorScale;
uniform sampler2D p3d_Texture0;
uniform vec3 eye;
in vec3 world_position;
in vec3 world_normal;
in vec3 ambient;
in vec4 colour;
in vec2 texture_place;
out vec4 result;
void main() {{
    vec4 base = p3d_Material.baseColor * colour * p3d_ColorScale * texture(p3d_Texture0, texture_place);
    float metallic = p3d_Material.metallic;
    float rough = p3d_Material.roughness;
    vec3 n = normalize(world_normal);
    vec3 v = normalize(eye - world_position);
    vec3 lamp = lamp_light(n, world_position);
    float shine = exp2(9.0 - 8.0 * rough);
    float glint = pow(max(dot(n, normalize(sun_direction + v)), 0.0), shine) * (shine * 0.04 + 0.1);
    vec3 mirrored = reflect(-v, n);
    float sky = clamp(mirrored.z * 1.6 + 0.25, 0.0, 1.0);
    vec3 room = mix(vec3(0.34, 0.36, 0.36), vec3(1.75, 1.82, 1.84), sky * sky);
    vec3 specular = mix(vec3(0.04), base.rgb, metallic);
    vec3 diffuse = base.rgb * (1.0 - metallic);
    vec3 light = diffuse * (ambient + lamp * 0.3183) + specular * (room * (1.0 - 0.5 * rough) + lamp * glint);
    result = vec4(toned(light + p3d_Material.emission.rgb), base.a);
}}
"""

MATT_VERTEX = f"""{_VERTEX_INPUTS}{_ROOM_LIGHT}{_LAMP_LIGHT}{_MATERIAL}
uniform vec4 p3d_ColorScale;
out vec4 lit;
out vec2 texture_place;
void main() {{
    vec3 n = normalize(mat3(p3d_ModelMatrixInverseTranspose) * p3d_Normal);
    vec4 base = p3d_Material.baseColor * p3d_Color * p3d_ColorScale;
    vec3 light = room_light(n) + lamp_light(n, (p3d_ModelMatrix * p3d_Vertex).xyz) * 0.3183;
    lit = vec4(base.rgb * light + 0.015 * light + p3d_Material.emission.rgb, base.a);
    texture_place = p3d_MultiTexCoord0;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}}
"""

MATT_FRAGMENT = f"""#version 330
{TONED}
uniform sampler2D p3d_Texture0;
in vec4 lit;
in vec2 texture_place;
out vec4 result;
void main() {{
    vec4 colour = lit * texture(p3d_Texture0, texture_place);
    result = vec4(toned(colour.rgb), colour.a);
}}
"""


def apply(render: NodePath, lamps: tuple[Lamp, ...], pool: Lamp) -> None:
    """Draw everything under ``render`` with the light shader; the lamps shine as one, from where the first hangs."""
    render.set_shader(Shader.make(Shader.SL_GLSL, SHINY_VERTEX, SHINY_FRAGMENT))
    values = PTA_LVecBase3f.empty_array(9)
    for index, value in enumerate(harmonics()):
        values[index] = LVecBase3(*value)
    render.set_shader_input("irradiance", values)
    render.set_shader_input("eye", LVecBase3(0.0))
    towards = LVecBase3(*lamps[0].position) - LVecBase3(*WOUND)
    render.set_shader_input("sun_direction", towards / towards.length())
    render.set_shader_input("sun_colour", sum((LVecBase3(*lamp.light) for lamp in lamps), LVecBase3(0.0)))
    away = LVecBase3(*pool.position) - LVecBase3(*WOUND)
    render.set_shader_input("pool_position", LVecBase3(*pool.position))
    render.set_shader_input("pool_colour", LVecBase3(*pool.light) * away.length_squared())


def light_by_vertex(node: NodePath) -> None:
    """Shade matt things below a node, whose vertices lie close, once per vertex instead of once per pixel."""
    shader = Shader.make(Shader.SL_GLSL, MATT_VERTEX, MATT_FRAGMENT)
    for path in node.find_all_matches("**/+GeomNode"):
        material = path.get_net_state().get_attrib(MaterialAttrib)
        if material is not None and material.get_material().get_metallic() < METALLIC:
            path.set_shader(shader)
