//! Materials and pictures of placed objects.

use std::collections::HashMap;

use super::is_obj;
use crate::export::names::FileNames;
use crate::export::outputs::companion_name;
use crate::export::png::texture;
use crate::export::{ExportContext, ExportError, ExportStep};
use crate::formats::ntf::Texture;
use crate::formats::opd::RenderFlags;
use crate::platform::parallel::*;
use crate::scene::objects::{Blending, KindPart, ObjectModels};

/// A material of parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ObjectMaterial {
    /// Name of the texture; distinct, and a file name.
    pub(super) name: String,
    /// Number of the picture; none without a texture.
    pub(super) picture: Option<usize>,
    /// Whether the part names a texture.
    pub(super) has_texture: bool,
    pub(super) alpha: Alpha,
    pub(super) look: Look,
}

/// What alpha means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Alpha {
    Opaque,
    /// Drawn where alpha exceeds this.
    Mask(f32),
    Blend,
}

/// What a material has besides its texture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    is_blended: bool,
    pub(super) is_double_sided: bool,
    pub(super) is_unlit: bool,
    pub(super) sampling: Sampling,
}

/// How a texture is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sampling {
    pub(super) is_clamped: bool,
    pub(super) is_nearest: bool,
}

/// A texture as a picture.
pub(super) struct Picture {
    /// Name of the texture; distinct, and a file name.
    pub(super) name: String,
    pub(super) png: Vec<u8>,
    /// Alpha from which texels are drawn, if there are holes.
    cutoff: Option<f32>,
}

/// How the colors of a texture reach the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum ColorForm {
    AsStored,
    /// Already multiplied with alpha.
    Premultiplied,
    /// Added to what is behind.
    Added,
}

/// Number of a texture in the objects' set, and the form of its colors.
type PictureKey = (usize, ColorForm);
/// Picture, whether a texture is named, and the rest.
type MaterialKey = (Option<PictureKey>, Option<usize>, Look);

/// Materials under construction, each once.
#[derive(Default)]
pub(super) struct MaterialSet {
    pictures: Vec<PictureKey>,
    picture_numbers: HashMap<PictureKey, usize>,
    materials: Vec<MaterialKey>,
    material_numbers: HashMap<MaterialKey, usize>,
}

impl MaterialSet {
    /// Number of the material of a part, at rest.
    pub(super) fn number(&mut self, part: &KindPart, models: &ObjectModels) -> usize {
        let flags = part.material.flags;
        let look = Look {
            is_blended: flags.contains(RenderFlags::BLENDED),
            is_double_sided: flags.contains(RenderFlags::DOUBLE_SIDED),
            is_unlit: flags.contains(RenderFlags::UNLIT),
            sampling: Sampling {
                is_clamped: flags.contains(RenderFlags::CLAMPED),
                is_nearest: flags.contains(RenderFlags::NEAREST),
            },
        };
        let texture = part.texture_at(None);
        let is_there = |texture: &usize| models.textures.get(*texture).is_some_and(Option::is_some);
        let picture = texture.filter(is_there).map(|texture| (texture, ColorForm::new(part)));
        if let Some(picture) = picture {
            self.picture_numbers.entry(picture).or_insert_with(|| {
                self.pictures.push(picture);
                self.pictures.len() - 1
            });
        }
        let key = (picture, texture, look);
        *self.material_numbers.entry(key).or_insert_with(|| {
            self.materials.push(key);
            self.materials.len() - 1
        })
    }

    /// Encodes the pictures, on all cores, and names everything.
    pub(super) fn finish(
        self,
        models: &ObjectModels,
        context: &ExportContext<'_>,
    ) -> Result<(Vec<ObjectMaterial>, Vec<Picture>), ExportError> {
        context.step(ExportStep::WritingTextures)?;
        // In a .glb they are no files of their own.
        let companion_of = is_obj(context.output()).then(|| companion_name(context.output()));
        let stem = |texture: usize| models.set.textures.get(texture).map_or_else(String::new, |path| stem(path));
        let names: Vec<String> = self.pictures.iter().map(|(texture, _)| stem(*texture)).collect();
        let names = FileNames::new(names.iter().map(String::as_str), PICTURE_REST).files;
        let encoded = self.pictures.par_iter().map(|(texture, form)| {
            let texture = models.textures.get(*texture).and_then(Option::as_ref);
            context.check().and_then(|()| {
                texture.map_or(Ok((Vec::new(), None)), |texture| encode(texture, *form, companion_of.as_deref()))
            })
        });
        let encoded: Result<Vec<_>, ExportError> = encoded.collect();
        let named = encoded?.into_iter().zip(names);
        let pictures: Vec<Picture> = named.map(|((png, cutoff), name)| Picture { name, png, cutoff }).collect();

        let name = |texture: &Option<usize>| texture.map_or_else(|| "untextured".to_owned(), &stem);
        let names: Vec<String> = self.materials.iter().map(|(_, texture, _)| name(texture)).collect();
        let names = FileNames::new(names.iter().map(String::as_str), 0).files;
        let materials = self.materials.iter().zip(names).map(|((key, texture, look), name)| {
            let picture = key.and_then(|key| self.picture_numbers.get(&key).copied());
            let cutoff = picture.and_then(|picture| pictures[picture].cutoff);
            let alpha = match cutoff {
                _ if look.is_blended => Alpha::Blend,
                Some(cutoff) => Alpha::Mask(cutoff),
                None => Alpha::Opaque,
            };
            ObjectMaterial { name, picture, has_texture: texture.is_some(), alpha, look: *look }
        });
        Ok((materials.collect(), pictures))
    }
}

/// Bytes that are added to the name of a picture.
const PICTURE_REST: usize = ".png".len();

/// Name of a file without folders and extension, and without blanks, which end names in an OBJ.
fn stem(path: &str) -> String {
    let name = path.rsplit(['\\', '/']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
}

impl ColorForm {
    fn new(part: &KindPart) -> ColorForm {
        match Blending::new(&part.material) {
            Blending::Added => ColorForm::Added,
            Blending::Premultiplied => ColorForm::Premultiplied,
            Blending::Opaque | Blending::Alpha => ColorForm::AsStored,
        }
    }

    /// The texel in straight alpha, which is all that other programs know. Light that is added becomes a color that
    /// covers as much as it is bright.
    fn straight(self, [r, g, b, a]: [u8; 4]) -> [u8; 4] {
        let alpha = match self {
            ColorForm::AsStored => return [r, g, b, a],
            ColorForm::Premultiplied => a.max(r).max(g).max(b),
            ColorForm::Added => r.max(g).max(b),
        };
        let color = |value: u8| u8::try_from(u16::from(value) * 255 / u16::from(alpha.max(1))).unwrap_or(u8::MAX);
        [color(r), color(g), color(b), alpha]
    }
}

/// Encodes the largest level of a texture; also returns the alpha from which its texels are drawn, if it has holes.
fn encode(
    stored: &Texture,
    form: ColorForm,
    companion_of: Option<&str>,
) -> Result<(Vec<u8>, Option<f32>), ExportError> {
    let mut rgba = stored.decode_rgba8(0);
    rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|texel| *texel = form.straight(*texel));
    let cutoff = cutoff(rgba.as_chunks::<4>().0);
    Ok((texture(&rgba, [stored.width(), stored.height()], companion_of)?, cutoff))
}

/// The alpha from which texels are drawn; none without holes. The game draws all above 0, which leaves rims of odd
/// colors around leaves: half is cleaner, where few texels are below.
fn cutoff(rgba: &[[u8; 4]]) -> Option<f32> {
    const HALF: u8 = 128;
    /// Below the lowest alpha above 0 of 4 bits.
    const LOW: f32 = 0.03;
    let (mut holes, mut faint) = (0, 0);
    for [.., alpha] in rgba {
        holes += usize::from(*alpha == 0);
        faint += usize::from((1..HALF).contains(alpha));
    }
    match holes {
        0 => None,
        _ if faint * 4 > rgba.len() - holes => Some(LOW),
        _ => Some(0.5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_cut_at_half_unless_most_is_faint() {
        let texels = |alphas: &[u8]| alphas.iter().map(|alpha| [0, 0, 0, *alpha]).collect::<Vec<_>>();
        assert_eq!(cutoff(&texels(&[255, 17, 200])), None, "no hole");
        assert_eq!(cutoff(&texels(&[0, 0, 255, 255, 255, 255, 119])), Some(0.5));
        assert!(cutoff(&texels(&[0, 17, 17, 255])).is_some_and(|cutoff| cutoff < 17.0 / 255.0));
    }

    #[test]
    fn light_that_is_added_covers_as_much_as_it_is_bright() {
        assert_eq!(ColorForm::Added.straight([128, 64, 0, 255]), [255, 127, 0, 128]);
        assert_eq!(ColorForm::Added.straight([0, 0, 0, 255]), [0; 4], "black adds nothing");
        assert_eq!(ColorForm::Premultiplied.straight([100, 50, 0, 200]), [127, 63, 0, 200]);
        assert_eq!(ColorForm::AsStored.straight([1, 2, 3, 4]), [1, 2, 3, 4]);
    }

    #[test]
    fn names_of_files_have_no_folder_extension_or_blank() {
        let names = ["object\\a wall.dxt", "a/b.c.dxt", "plain", ""].map(stem);
        assert_eq!(names, ["a_wall", "b.c", "plain", ""]);
    }
}
