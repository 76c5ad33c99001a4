// The world's picture, copied into the viewport of the pass.

@group(0) @binding(0) var picture: texture_2d<f32>;
@group(0) @binding(1) var picture_sampler: sampler;

struct Corner {
    @builtin(position) position: vec4f,
    @location(0) part: vec2f,
}

@vertex
fn vs_copy(@builtin(vertex_index) index: u32) -> Corner {
    // one triangle that covers the viewport
    let corner = vec2f(vec2u(index & 1u, index >> 1u)) * 2.0;
    let position = vec4f(corner.x * 2.0 - 1.0, 1.0 - corner.y * 2.0, 0.0, 1.0);
    return Corner(position, corner);
}

@fragment
fn fs_copy(corner: Corner) -> @location(0) vec4f {
    let texel = vec2i(corner.part * vec2f(textureDimensions(picture)));
    return vec4f(textureLoad(picture, texel, 0).rgb, 1.0);
}

// Blends the texels of a smaller picture.
@fragment
fn fs_enlarge(corner: Corner) -> @location(0) vec4f {
    return vec4f(textureSampleLevel(picture, picture_sampler, corner.part, 0.0).rgb, 1.0);
}
