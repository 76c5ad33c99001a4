// Colors of the view mode (MODE_ROW: a ramp or single colors) and of the overlays' lines (LINE_ROW: each line's color,
// then that of its rim). src/scene/modes/palette.rs defines them.

@group(1) @binding(15) var palette: texture_2d<f32>;
