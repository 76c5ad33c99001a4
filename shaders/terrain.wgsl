// The terrain: tiles with one or two textures, tiles without, and skirts. Follows lib/globals, lib/lights, lib/node,
// lib/palette, lib/tiles, one of lib/tiles_*, and lib/modes.

// Switches of the pipeline variant.
override FIXED_LEVEL: bool = false;
override LOADING: bool = false;
override FOG: bool = false;
override COLOR_MAP: bool = false;
override PAGES: bool = false;
override RELIEF: bool = false;
override SHADOWS: bool = false;
// smooth light of the sky, by the slope
override SUN_LIGHT: bool = false;
// the image of the normals has the strength of the shadows as its alpha: a sample less
override SHADED_NORMALS: bool = false;
override MIP_BIAS: bool = false;
override HIGHLIGHT: bool = false;
// shading mode: one of lib/modes or another; see src/render/terrain/shading.rs
override MODE: u32 = 0u;
override FROZEN: bool = false;
override WALK: bool = false;
// the border of the zone fades
override BORDER: bool = false;

// The client's mip bias: sharper than the resolution of the screen.
const CLASSIC_BIAS: f32 = -1.0;

// Distance at which the tint of slopes that cannot be climbed ends, meters.
const TINT_END_M: f32 = 400.0;

@group(1) @binding(3) var smooth_sampler: sampler;
@group(1) @binding(4) var color_map: texture_2d<f32>;
@group(1) @binding(5) var terrain_base: texture_2d<f32>;
@group(1) @binding(6) var shadow_map: texture_2d<f32>;
@group(1) @binding(7) var repeat_sampler: sampler;
@group(1) @binding(11) var color_pages: texture_2d_array<f32>;
@group(1) @binding(12) var lit_tiles: texture_2d<f32>;
@group(1) @binding(13) var mode_image: texture_2d<f32>;
@group(1) @binding(14) var crisp_sampler: sampler;
@group(1) @binding(17) var normal_map: texture_2d<f32>;
@group(1) @binding(20) var patch_states: texture_2d<f32>;

struct TileOut {
    // invariant: overlays must have exactly the same depth
    @builtin(position) @invariant clip: vec4f,
    // coordinates of both textures
    @location(0) uv: vec4f,
    @location(1) from_eye: vec3f,
    // layer of each texture
    @location(2) @interpolate(flat) layers: vec2u,
    // bit 0: the textures are loaded; bits 1 and 2: the first, the second is the highlighted one
    @location(3) @interpolate(flat) state: u32,
    @location(4) @interpolate(flat) page: vec4f,
    @location(5) @interpolate(flat) lights: u32,
}

struct BareOut {
    @builtin(position) @invariant clip: vec4f,
    @location(0) from_eye: vec3f,
    // in tiles, for the base texture
    @location(1) place: vec2f,
    @location(2) @interpolate(flat) page: vec4f,
    @location(3) @interpolate(flat) lights: u32,
}

struct FarOut {
    @builtin(position) @invariant clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) @interpolate(flat) page: vec4f,
    @location(2) @interpolate(flat) lights: u32,
}

struct ModeOut {
    @builtin(position) @invariant clip: vec4f,
    @location(0) from_eye: vec3f,
    @location(1) @interpolate(flat) level: u32,
}

const READY: u32 = 1u;
const LIT_1: u32 = 2u;
const LIT_2: u32 = 4u;

fn is_ready(texture: u32) -> u32 {
    return (globals.ready[texture >> 7u][(texture >> 5u) & 3u] >> (texture & 31u)) & READY;
}

fn layer_of(texture: u32) -> u32 {
    return (globals.layer_of[texture >> 3u][(texture >> 1u) & 3u] >> ((texture & 1u) * 16u)) & 0xffffu;
}

// A tile's vertex, with the first texture.
fn tile_vertex(node: NodeInstance, cell: Cell) -> TileOut {
    let from_eye = node_position(node, cell.at);
    var out: TileOut;
    out.clip = globals.clip_from_eye * vec4f(from_eye, 1.0);
    out.from_eye = from_eye;
    out.uv = vec4f(tile_uv(cell.corner, direction_1(cell.word)), 0.0, 0.0);
    let texture = texture_1(cell.word);
    out.layers = vec2u(layer_of(texture), 0u);
    out.state = is_ready(texture) | select(0u, LIT_1, texture == globals.highlight);
    out.page = node.page;
    out.lights = node.lights;
    return out;
}

@vertex
fn vs_one(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> TileOut {
    return tile_vertex(node, node_cell(node.slot, vertex));
}

@vertex
fn vs_two(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> TileOut {
    let cell = node_cell(node.slot, vertex);
    var out = tile_vertex(node, cell);
    out.uv = vec4f(out.uv.xy, tile_uv(cell.corner, direction_2(cell.word)));
    let texture = texture_2(cell.word);
    out.layers.y = layer_of(texture);
    out.state = (out.state & (is_ready(texture) | LIT_1)) | select(0u, LIT_2, texture == globals.highlight);
    return out;
}

@vertex
fn vs_bare(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> BareOut {
    let cell = node_cell(node.slot, vertex);
    var out: BareOut;
    out.page = node.page;
    out.lights = node.lights;
    out.from_eye = node_position(node, cell.at);
    out.place = cell.corner * node.cell_m / TILE_M;
    out.clip = globals.clip_from_eye * vec4f(out.from_eye, 1.0);
    return out;
}

// Position of a vertex of a cell or a skirt, relative to the eye.
fn cell_or_skirt(node: NodeInstance, vertex: u32) -> vec3f {
    if (vertex < SKIRT_FIRST) {
        return node_position(node, node_cell(node.slot, vertex).at);
    }
    return skirt_position(node, vertex);
}

// A vertex of terrain without tiles.
fn far_vertex(node: NodeInstance, from_eye: vec3f) -> FarOut {
    var out: FarOut;
    out.page = node.page;
    out.lights = node.lights;
    out.from_eye = from_eye;
    out.clip = globals.clip_from_eye * vec4f(from_eye, 1.0);
    return out;
}

@vertex
fn vs_far(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> FarOut {
    return far_vertex(node, cell_or_skirt(node, vertex));
}

@vertex
fn vs_whole(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> FarOut {
    return far_vertex(node, whole_position(node, vertex));
}

// A vertex of terrain in a mode without tiles.
fn mode_vertex(node: NodeInstance, from_eye: vec3f) -> ModeOut {
    var out: ModeOut;
    out.from_eye = from_eye;
    out.clip = globals.clip_from_eye * vec4f(from_eye, 1.0);
    out.level = u32(log2(node.cell_m / TILE_M) + 0.5);
    return out;
}

@vertex
fn vs_mode(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> ModeOut {
    return mode_vertex(node, cell_or_skirt(node, vertex));
}

@vertex
fn vs_mode_whole(@builtin(vertex_index) vertex: u32, node: NodeInstance) -> ModeOut {
    return mode_vertex(node, whole_position(node, vertex));
}

// The upward normal of the triangle.
fn relief_normal(from_eye: vec3f) -> vec3f {
    let across = cross(dpdx(from_eye), dpdy(from_eye));
    return normalize(select(-across, across, across.y > 0.0));
}

// Placeholder color until the color map is loaded: height, with relief.
fn height_tint(from_eye: vec3f) -> vec3f {
    let normal = relief_normal(from_eye);
    let height_m = from_eye.y + globals.eye_m.y;
    let t = saturate((height_m - globals.height_range_m.x) / max(globals.height_range_m.y - globals.height_range_m.x, 1.0));
    let low = mix(vec3f(0.30, 0.36, 0.27), vec3f(0.52, 0.50, 0.36), smoothstep(0.0, 0.45, t));
    let tint = mix(low, vec3f(0.86, 0.86, 0.84), smoothstep(0.4, 1.0, t));
    let light = 0.5 + 0.5 * max(dot(normal, SUN), 0.0);
    return tint * light;
}

// Texture coordinates of a place in the zone, row 0 in the north.
fn zone_uv(from_eye: vec3f) -> vec2f {
    let place = (from_eye.xz + globals.eye_m.xz) / globals.zone_extent_m;
    return vec2f(place.x, 1.0 - place.y);
}

// The color of the page of a place, or of the image of the whole zone. The choice of image is not uniform, so gradients are
// computed before it; it is a function of its own because control flow after a call is as uniform as before.
fn page_color(from_eye: vec3f, page: vec4f) -> vec3f {
    let side = vec2f(1.0, -1.0) * select(1.0 / globals.zone_extent_m, page.z, page.w >= 0.0);
    let dx = dpdx(from_eye.xz) * side;
    let dy = dpdy(from_eye.xz) * side;
    if (page.w < 0.0) {
        return textureSampleGrad(color_map, smooth_sampler, zone_uv(from_eye), dx, dy).rgb;
    }
    let place = (from_eye.xz - page.xy) * page.z;
    let at = vec2f(place.x, 1.0 - place.y);
    return textureSampleGrad(color_pages, smooth_sampler, at, u32(page.w), dx, dy).rgb;
}

fn far_color(from_eye: vec3f, page: vec4f) -> vec3f {
    let uv = zone_uv(from_eye);
    if (FIXED_LEVEL) {
        // one texel per pixel: the texel that contains the pixel
        let size = vec2f(textureDimensions(color_map));
        return textureLoad(color_map, vec2u(clamp(uv * size, vec2f(0.0), size - 1.0)), 0).rgb;
    }
    if (PAGES) {
        return page_color(from_eye, page);
    }
    return textureSample(color_map, smooth_sampler, uv).rgb;
}

// The base texture on a tile: one copy, its top row in the south.
fn base_texture(place: vec2f) -> vec3f {
    if (FIXED_LEVEL) {
        // four of its texels per texel of a tile texture
        return textureSampleLevel(terrain_base, repeat_sampler, place, globals.tile_level + 2.0).rgb;
    }
    return textureSample(terrain_base, repeat_sampler, place).rgb;
}

// Tint by the patch state for the frozen eye.
fn state_tint(color: vec3f, from_eye: vec3f) -> vec3f {
    let size = vec2f(textureDimensions(patch_states));
    let at = vec2u(clamp(zone_uv(from_eye) * size, vec2f(0.0), size - 1.0));
    let tint = textureLoad(patch_states, at, 0);
    return mix(color, tint.rgb, tint.a);
}

// Red where walking is blocked. Distant terrain is not tinted.
fn walk_tint(color: vec3f, from_eye: vec3f) -> vec3f {
    let place = from_eye.xz + globals.eye_m.xz;
    let edge = min(place, vec2f(globals.zone_extent_m) - place);
    let steep = length(relief_normal(from_eye).xz) > MAX_INCLINE && min(edge.x, edge.y) >= FREE_EDGE_M;
    let near = 1.0 - smoothstep(TINT_END_M * 0.6, TINT_END_M, length(from_eye));
    let gray = dot(color, vec3f(0.3, 0.59, 0.11));
    return mix(color, vec3f(0.35 + 0.65 * gray, 0.12 + 0.3 * gray, 0.1 + 0.2 * gray), f32(steep) * near * 0.75);
}

// The smooth normal of a texel, as smooth_normal in src/scene/terrain/normals.rs.
fn smooth_normal(texel: vec3f) -> vec3f {
    return (texel * 255.0 - NORMAL_ZERO) / NORMAL_SCALE;
}

// The color of the terrain in the light of the sky and of a set of lamps.
fn sun_lit(color: vec3f, from_eye: vec3f, lights: u32) -> vec3f {
    let texel = textureSample(normal_map, smooth_sampler, zone_uv(from_eye));
    let normal = smooth_normal(texel.xyz);
    var shadow = vec4f(0.0, 0.0, 0.0, 1.0);
    if (SHADOWS && SHADED_NORMALS) {
        shadow.r = texel.a;
    } else if (SHADOWS) {
        shadow = textureSample(shadow_map, smooth_sampler, zone_uv(from_eye));
    }
    var light = smooth_light(normal, shadow.r);
    if (POINT_LIGHTS) {
        light += point_light(lights, from_eye, normal);
    }
    return min(color * light + vec3f(shadow.gb, 1.0 - shadow.a) * globals.light, vec3f(1.0));
}

// Terrain at the border of the zone: fades into the sea above it, or into haze.
fn border_faded(color: vec3f, from_eye: vec3f) -> vec3f {
    let is_below_sea = from_eye.y + globals.eye_m.y < globals.sea_m;
    return mix(color, select(haze_color(from_eye), globals.sea_color, is_below_sea), border_share(from_eye));
}

// Applies shadow, light and fog to the color of the terrain.
fn finish(color: vec3f, from_eye: vec3f, lights: u32) -> vec4f {
    var out = color;
    if (SUN_LIGHT) {
        out = sun_lit(color, from_eye, lights);
    } else {
        let light = ground_light(lights, from_eye);
        out *= light;
        if (SHADOWS) {
            // strength; red and green times strength; 1 - blue times strength
            let shadow = textureSample(shadow_map, smooth_sampler, zone_uv(from_eye));
            out = out * (1.0 - shadow.r) + vec3f(shadow.gb, 1.0 - shadow.a) * light;
        }
    }
    if (RELIEF) {
        out *= 0.4 + 0.72 * max(dot(relief_normal(from_eye), SUN), 0.0);
    }
    if (BORDER) {
        out = border_faded(out, from_eye);
    }
    if (FROZEN) {
        out = state_tint(out, from_eye);
    }
    if (WALK) {
        out = walk_tint(out, from_eye);
    }
    if (FOG) {
        out = fogged(out, from_eye);
    }
    return vec4f(out, 1.0);
}

// Highlights a tile with the highlighted texture, and dims others.
fn lit_up(color: vec3f, shows: bool) -> vec3f {
    let gray = dot(color, vec3f(0.3, 0.59, 0.11));
    return select(vec3f(gray * 0.55), mix(color, vec3f(1.0, 0.78, 0.2), 0.45), shows);
}

// Single color of the mode: for tiles without a value, or for terrain under shadows.
fn plain_color() -> vec3f {
    return textureLoad(palette, vec2u(0u, MODE_ROW), 0).rgb;
}

// Color of the ramp at a place from 0 to 1.
fn ramp_color(place: f32) -> vec3f {
    let texel = saturate(place) * f32(RAMP_TEXELS - 1u);
    let below = min(u32(texel), RAMP_TEXELS - 2u);
    let from_below = textureLoad(palette, vec2u(below, MODE_ROW), 0).rgb;
    return mix(from_below, textureLoad(palette, vec2u(below + 1u, MODE_ROW), 0).rgb, texel - f32(below));
}

// The view mode's image at a place.
fn mode_tile(from_eye: vec3f) -> vec3f {
    let uv = zone_uv(from_eye);
    if (FIXED_LEVEL) {
        let size = vec2f(textureDimensions(mode_image));
        return textureLoad(mode_image, vec2u(clamp(uv * size, vec2f(0.0), size - 1.0)), 0).rgb;
    }
    return textureSample(mode_image, crisp_sampler, uv).rgb;
}

// `shows`: one of the tile's textures is the highlighted one.
fn finish_tile(tile: vec3f, in: TileOut, shows: bool) -> vec4f {
    var color = tile;
    if (COLOR_MAP) {
        let far = smoothstep(globals.tile_fade_m.x, globals.tile_fade_m.y, length(in.from_eye));
        if (MODE == LAYER_1 || MODE == LAYER_2) {
            color = mix(color, mode_tile(in.from_eye), far);
        } else {
            color = mix(color, far_color(in.from_eye, in.page), far);
        }
    }
    if (LOADING) {
        color = mix(height_tint(in.from_eye), color, f32(in.state & READY));
    }
    if (HIGHLIGHT) {
        color = lit_up(color, shows);
    }
    return finish(color, in.from_eye, in.lights);
}

@fragment
fn fs_one(in: TileOut) -> @location(0) vec4f {
    if (MODE == LAYER_2) {
        return finish_tile(plain_color(), in, false);
    }
    return finish_tile(sample_tile(in.uv.xy, in.layers.x), in, (in.state & LIT_1) != 0u);
}

@fragment
fn fs_two(in: TileOut) -> @location(0) vec4f {
    if (MODE == LAYER_1) {
        return finish_tile(sample_tile(in.uv.xy, in.layers.x), in, (in.state & LIT_1) != 0u);
    }
    if (MODE == LAYER_2) {
        return finish_tile(sample_tile(in.uv.zw, in.layers.y), in, (in.state & LIT_2) != 0u);
    }
    let sum = sample_tile(in.uv.xy, in.layers.x) + sample_tile(in.uv.zw, in.layers.y);
    return finish_tile(min(sum, vec3f(1.0)), in, (in.state & (LIT_1 | LIT_2)) != 0u);
}

// Distant terrain with a share of highlighted tiles: a small share must be visible as well.
fn lit_far(color: vec3f, from_eye: vec3f) -> vec3f {
    let share = textureSample(lit_tiles, smooth_sampler, zone_uv(from_eye)).r;
    return mix(lit_up(color, false), lit_up(color, true), saturate(share * 3.0));
}

// Color of terrain without tiles, with highlights.
fn finish_far(color: vec3f, from_eye: vec3f, lights: u32) -> vec4f {
    if (HIGHLIGHT) {
        return finish(lit_far(color, from_eye), from_eye, lights);
    }
    return finish(color, from_eye, lights);
}

@fragment
fn fs_bare(in: BareOut) -> @location(0) vec4f {
    if (COLOR_MAP) {
        return finish_far(far_color(in.from_eye, in.page) * base_texture(in.place), in.from_eye, in.lights);
    }
    return finish_far(height_tint(in.from_eye), in.from_eye, in.lights);
}

@fragment
fn fs_far(in: FarOut) -> @location(0) vec4f {
    if (COLOR_MAP) {
        return finish_far(far_color(in.from_eye, in.page), in.from_eye, in.lights);
    }
    return finish_far(height_tint(in.from_eye), in.from_eye, in.lights);
}

// Terrain in a mode without tile textures, or without loaded ones.
fn mode_color(in: ModeOut) -> vec3f {
    if (MODE == LAYER_1 || MODE == LAYER_2 || MODE == IMAGE) {
        return mode_tile(in.from_eye);
    }
    if (MODE == HEIGHT) {
        let height_m = in.from_eye.y + globals.eye_m.y;
        return ramp_color((height_m - globals.height_range_m.x) / max(globals.height_range_m.y - globals.height_range_m.x, 1e-3));
    }
    if (MODE == SLOPE) {
        let normal = relief_normal(in.from_eye);
        return ramp_color(degrees(atan2(length(normal.xz), normal.y)) / SLOPE_END_DEG);
    }
    if (MODE == DETAIL) {
        return textureLoad(palette, vec2u(min(in.level, RAMP_TEXELS - 1u), MODE_ROW), 0).rgb;
    }
    if (MODE == PLAIN) {
        return plain_color();
    }
    if (MODE == FLAT) {
        return flat_color(relief_normal(in.from_eye));
    }
    if (MODE == TEXEL_DENSITY) {
        // the slope stretches a tile, and so its texture
        return density_color(TILE_TEXELS_PER_M * sqrt(relief_normal(in.from_eye).y));
    }
    // the image is still loading
    return height_tint(in.from_eye);
}

@fragment
fn fs_mode(in: ModeOut) -> @location(0) vec4f {
    if (MODE == OVERDRAW) {
        return overdraw_color();
    }
    var color = mode_color(in);
    if (HIGHLIGHT) {
        color = lit_far(color, in.from_eye);
    }
    if (SHADOWS) {
        let shadow = textureSample(shadow_map, smooth_sampler, zone_uv(in.from_eye));
        color = color * (1.0 - shadow.r) + vec3f(shadow.gb, 1.0 - shadow.a);
    }
    if (RELIEF) {
        // level terrain keeps the color of the mode
        color = min(color * (0.6 + 0.542 * max(dot(relief_normal(in.from_eye), SUN), 0.0)), vec3f(1.0));
    }
    if (WALK) {
        color = walk_tint(color, in.from_eye);
    }
    if (FROZEN) {
        color = state_tint(color, in.from_eye);
    }
    if (FOG) {
        color = fogged(color, in.from_eye);
    }
    return vec4f(color, 1.0);
}
