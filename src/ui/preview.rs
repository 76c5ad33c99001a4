//! Pictures of zones and of kinds of objects in lists.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use egui::{
    Align2, ColorImage, Context, CornerRadius, FontId, Id, Rect, Shape, Stroke, TextureHandle, TextureOptions, Ui,
    Vec2, vec2,
};

use super::style;
use crate::load::{PreviewPicture, ZonePreview, ZoneSource};

/// The preview of a zone.
#[derive(Clone, Debug)]
pub enum Preview {
    Ready(Arc<ZonePreview>),
    /// The reason why the zone cannot be read.
    Failed(String),
}

/// Previews by zone. A zone without one is being read, or waits for it.
#[derive(Clone, Debug, Default)]
pub struct Previews(HashMap<ZoneSource, Preview>);

impl Previews {
    pub fn get(&self, zone: &ZoneSource) -> Option<&Preview> {
        self.0.get(zone)
    }

    pub fn insert(&mut self, zone: ZoneSource, preview: Preview) {
        self.0.insert(zone, preview);
    }

    pub fn remove(&mut self, zone: &ZoneSource) {
        self.0.remove(zone);
    }

    /// Number of previews.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Pictures of the kinds of the open zone's objects, by their numbers. A kind without one is being drawn, or waits for it.
pub type KindPictures = HashMap<usize, Arc<PreviewPicture>>;

/// What a picture belongs to.
type Owner = Arc<dyn Any + Send + Sync>;

/// Textures by the address of the picture's owner, which is kept alive with them so that the address stays unique.
type TextureCache = HashMap<usize, (Owner, TextureHandle)>;

/// A picture as a texture, created when it is first visible, and freed after its owner.
fn texture<T: Any + Send + Sync>(ctx: &Context, owner: &Arc<T>, picture: &PreviewPicture) -> TextureHandle {
    let id = Id::unique("zone previews");
    let cache = ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<egui::mutex::Mutex<TextureCache>>>(id).clone());
    let mut cache = cache.lock();
    let key = Arc::as_ptr(owner) as usize;
    if let Some((_, handle)) = cache.get(&key) {
        return handle.clone();
    }
    cache.retain(|_, (known, _)| Arc::strong_count(known) > 1);
    let image = ColorImage::from_rgba_unmultiplied(picture.size_px.map(|side| side as usize), &picture.rgba);
    let handle = ctx.load_texture("zone preview", image, TextureOptions::LINEAR);
    cache.insert(key, (owner.clone(), handle.clone()));
    handle
}

/// Paints the picture of a zone into a square: its preview, a placeholder while there is none, or a mark for a zone
/// that cannot be read.
pub fn paint(ui: &Ui, preview: Option<&Preview>, rect: Rect, rounding: u8) {
    ui.painter().rect_filled(rect, CornerRadius::same(rounding), style::WELL.now());
    match preview {
        Some(Preview::Ready(ready)) => {
            fitted(ui, &texture(ui.ctx(), ready, &ready.picture), ready.picture.size_px, rect, rounding);
        }
        Some(Preview::Failed(_)) => {
            let font = FontId::proportional(rect.height() * 0.25);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, "!", font, style::WARNING.now());
        }
        None => hills(ui, rect),
    }
}

/// Paints the picture of a kind into a square, or a placeholder while there is none.
pub fn paint_kind(ui: &Ui, picture: Option<&Arc<PreviewPicture>>, rect: Rect, rounding: u8) {
    ui.painter().rect_filled(rect, CornerRadius::same(rounding), style::BOX.now());
    // Of a kind without triangles nothing is drawn.
    match picture.filter(|picture| picture.rgba.iter().any(|value| *value > 0)) {
        Some(picture) => fitted(ui, &texture(ui.ctx(), picture, picture), picture.size_px, rect, rounding),
        None => cube(ui, rect),
    }
}

/// A texture in the middle of a square, as large as fits.
fn fitted(ui: &Ui, texture: &TextureHandle, size_px: [u32; 2], rect: Rect, rounding: u8) {
    let [width, height] = size_px.map(|side| side.max(1) as f32);
    let size = Vec2::new(width, height) * (rect.width() / width.max(height));
    let image = egui::Image::new((texture.id(), size)).corner_radius(CornerRadius::same(rounding));
    image.paint_at(ui, Rect::from_center_size(rect.center(), size));
}

/// A cube, for an object without a picture.
fn cube(ui: &Ui, rect: Rect) {
    let (at, unit) = (rect.center(), rect.width() * 0.28);
    let stroke = Stroke::new(1.5, style::FAINT_TEXT.now());
    let rim = [(0.0, -1.0), (0.87, -0.5), (0.87, 0.5), (0.0, 1.0), (-0.87, 0.5), (-0.87, -0.5)];
    let corners = rim.map(|(x, y)| at + vec2(x, y) * unit);
    ui.painter().add(Shape::closed_line(corners.to_vec(), stroke));
    for corner in [1, 3, 5] {
        ui.painter().line_segment([at, corners[corner]], stroke);
    }
}

/// Hills, for a picture that does not exist yet.
fn hills(ui: &Ui, rect: Rect) {
    let (at, unit) = (rect.center(), rect.width() * 0.1);
    let color = style::BOX.now();
    for (peak, half_width) in [(vec2(-0.7, -0.9), 1.5), (vec2(1.0, -0.1), 1.0)] {
        let foot = |x: f32| at + vec2(peak.x + x, 1.0) * unit;
        let corners = vec![at + peak * unit, foot(half_width), foot(-half_width)];
        ui.painter().add(Shape::convex_polygon(corners, color, Stroke::NONE));
    }
}
