// Colors of the view mode (MODE_ROW: a ramp or single colors) and of the overlay lines (LINE_ROW: each line's color,
// then that of its rim). Defined in src/scene/modes/palette.rs.

@group(1) @binding(15) var palette: texture_2d<f32>;
