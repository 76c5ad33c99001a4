//! Glyphs that the browser draws, with the fonts of its system.

use egui::epaint::text::{GlyphBitmap, GlyphRasterizerRequest, RasterizedGlyph};
use egui::{Color32, ColorImage, vec2};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws a character with the fonts of the browser; none if it cannot.
pub fn draw(request: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
    drawn(request).ok()
}

fn drawn(request: &GlyphRasterizerRequest<'_>) -> Result<RasterizedGlyph, JsValue> {
    /// Pixels around the glyph, for what smooth edges need.
    const MARGIN_PX: f64 = 1.0;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let font = format!("{}px system-ui, sans-serif", request.font_size_px);
    context.set_font(&font);
    let measured = context.measure_text(request.cluster)?;
    let [left, right, above, below] = [
        measured.actual_bounding_box_left(),
        measured.actual_bounding_box_right(),
        measured.actual_bounding_box_ascent(),
        measured.actual_bounding_box_descent(),
    ]
    .map(|side| side.ceil() + MARGIN_PX);
    let [width, height] = [left + right, above + below].map(|side| side.max(1.0) as u32);
    // A canvas forgets its font with its size.
    canvas.set_width(width);
    canvas.set_height(height);
    context.set_font(&font);
    context.set_fill_style_str("white");
    context.fill_text(request.cluster, left + f64::from(request.subpixel_offset_px), above)?;
    let pixels = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?.data();
    let is_color = pixels.as_chunks::<4>().0.iter().any(|[r, g, b, a]| *a > 0 && [r, g, b] != [&255, &255, &255]);
    let image = pixels.as_chunks::<4>().0.iter().map(|&[r, g, b, a]| Color32::from_rgba_unmultiplied(r, g, b, a));
    let image = ColorImage::new([width as usize, height as usize], image.collect());
    let bitmap = GlyphBitmap { image, offset_px: vec2(-left as f32, -above as f32), is_color };
    Ok(RasterizedGlyph { bitmap, advance_px: measured.width() as f32 })
}
