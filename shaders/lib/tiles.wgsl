// Tile textures: orientation and sampling.

@group(1) @binding(1) var tile_sampler: sampler;
@group(1) @binding(2) var tile_textures: texture_2d_array<f32>;

// Direction and texture of both layers, from a cell's word.
fn direction_1(word: u32) -> u32 {
    return (word >> CELL_DIRECTION_1) & CELL_DIRECTION_MASK;
}

fn direction_2(word: u32) -> u32 {
    return (word >> CELL_DIRECTION_2) & CELL_DIRECTION_MASK;
}

fn texture_1(word: u32) -> u32 {
    return (word >> CELL_TEXTURE_1) & CELL_TEXTURE_MASK;
}

fn texture_2(word: u32) -> u32 {
    return (word >> CELL_TEXTURE_2) & CELL_TEXTURE_MASK;
}

// Texture coordinates for a position in the tile (east, north; 0..=1) in one of the eight directions.
fn tile_uv(place: vec2f, direction: u32) -> vec2f {
    let p = vec2f(place.x, 1.0 - place.y);
    let q = select(p, p.yx, (direction & 1u) == 1u);
    // directions 2, 3, 4, 7 mirror u and 1, 2, 6, 7 mirror v
    let flip = vec2f(f32((0x9cu >> direction) & 1u), f32((0xc6u >> direction) & 1u));
    return mix(q, vec2f(1.0) - q, flip);
}
