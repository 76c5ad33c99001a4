// All tile textures in one array.

fn sample_tile(uv: vec2f, layer: u32) -> vec3f {
    if (FIXED_LEVEL) {
        return textureSampleLevel(tile_textures, tile_sampler, uv, layer, globals.tile_level).rgb;
    }
    if (MIP_BIAS) {
        return textureSampleBias(tile_textures, tile_sampler, uv, layer, CLASSIC_BIAS).rgb;
    }
    return textureSample(tile_textures, tile_sampler, uv, layer).rgb;
}
