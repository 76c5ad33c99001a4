// Tile textures split over up to four arrays of SPLIT_LAYERS layers, for adapters with a lower limit. The choice of
// array is not uniform, so gradients are computed before it.

@group(1) @binding(8) var tile_textures_1: texture_2d_array<f32>;
@group(1) @binding(9) var tile_textures_2: texture_2d_array<f32>;
@group(1) @binding(10) var tile_textures_3: texture_2d_array<f32>;

fn sample_tile(uv: vec2f, layer: u32) -> vec3f {
    var dx = dpdx(uv);
    var dy = dpdy(uv);
    if (FIXED_LEVEL) {
        dx = vec2f(exp2(globals.tile_level) / TILE_PX, 0.0);
        dy = dx.yx;
    }
    if (MIP_BIAS) {
        dx *= exp2(CLASSIC_BIAS);
        dy *= exp2(CLASSIC_BIAS);
    }
    let at = layer % SPLIT_LAYERS;
    switch layer / SPLIT_LAYERS {
        case 0u: { return textureSampleGrad(tile_textures, tile_sampler, uv, at, dx, dy).rgb; }
        case 1u: { return textureSampleGrad(tile_textures_1, tile_sampler, uv, at, dx, dy).rgb; }
        case 2u: { return textureSampleGrad(tile_textures_2, tile_sampler, uv, at, dx, dy).rgb; }
        default: { return textureSampleGrad(tile_textures_3, tile_sampler, uv, at, dx, dy).rgb; }
    }
}
