//! Writing of zone files: an editable copy of the whole file, and its encoder.
//!
//! `Draft::from(&gtd).encode()` reproduces the file's own bytes.

use super::name_field::NameField;
use super::patch::compute_bounds;
use super::{
    Gtd, Header, Layout, LightMap, MapRecord, PackedTile, PatchBounds, Pond, PondForm, River, TextureTable, WaterTag,
};
use crate::formats::kernel::{EncodeError, Writer};

/// An editable zone file. Nothing is validated; the output can be parsed by [`Gtd::parse`] if `map_size` is legal and
/// the arrays have the documented lengths.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Layout to write, and the zone's name.
    pub header: Header,
    /// N, vertices a side.
    pub map_size: u32,
    /// N * N records, x outer.
    pub records: Vec<MapRecord>,
    /// ((N - 1) / 8)^2 spheres, x outer.
    pub patch_bounds: Vec<PatchBounds>,
    /// N * N bytes, x outer.
    pub grass_mask: Vec<u8>,
    /// Name of the grass set.
    pub grass_set: NameField,
    /// Source files and tile table; without tile textures, sources are not written.
    pub textures: TextureTable,
    /// Light maps; none in real files.
    pub light_maps: Vec<LightMap>,
    /// Data before the rivers of a modern file.
    pub river_tag: Option<WaterTag>,
    /// Flowing water, in file order.
    pub rivers: Vec<River>,
    /// Data before the ponds of a modern file.
    pub pond_tag: Option<WaterTag>,
    /// Form of the ponds' records.
    pub pond_form: PondForm,
    /// Standing water, in file order.
    pub ponds: Vec<Pond>,
    /// Bytes after the last pond, not part of the format.
    pub trailing: Vec<u8>,
}

impl Draft {
    /// A flat zone at height 0 without textures or water, `map_size` vertices a side.
    pub fn flat(header: Header, map_size: u32) -> Draft {
        let vertices = map_size as usize * map_size as usize;
        let bare = PackedTile::pack(true, 0, 0, PackedTile::NO_TEXTURE, PackedTile::NO_TEXTURE);
        let records = vec![MapRecord::new(0.0, bare); vertices];
        let tag = (header.layout == Layout::Modern).then(|| WaterTag { bytes: Vec::new(), word: 1 });
        Draft {
            map_size,
            patch_bounds: compute_bounds(&records, map_size),
            records,
            grass_mask: vec![0; vertices],
            grass_set: NameField::new(header.name.as_deref().unwrap_or_default()),
            textures: TextureTable::default(),
            light_maps: Vec::new(),
            river_tag: tag.clone(),
            rivers: Vec::new(),
            pond_tag: tag,
            pond_form: PondForm::candidates(header.layout)[0],
            ponds: Vec::new(),
            trailing: Vec::new(),
            header,
        }
    }

    /// Computes the bounds of all patches from the records.
    pub fn refresh_bounds(&mut self) {
        self.patch_bounds = compute_bounds(&self.records, self.map_size);
    }

    /// Encodes the file, in the layout of its header.
    ///
    /// # Errors
    /// Where a number of items, or a name's length, exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let mut out = Writer::with_capacity(self.records.len() * 9 + 4096);
        self.put_header(&mut out);
        out.u32(self.map_size);
        out.bytes(bytemuck::cast_slice(&self.records));
        out.bytes(bytemuck::cast_slice(&self.patch_bounds));
        out.bytes(&self.grass_mask);
        out.bytes(self.grass_set.bytes());
        self.put_textures(&mut out);
        self.put_light_maps(&mut out);
        put_tag(&mut out, self.river_tag.as_ref());
        out.count(self.rivers.len());
        self.rivers.iter().for_each(|river| put_river(&mut out, river));
        put_tag(&mut out, self.pond_tag.as_ref());
        out.count(self.ponds.len());
        self.ponds.iter().for_each(|pond| put_pond(&mut out, pond, self.pond_form));
        out.bytes(&self.trailing);
        out.finish()
    }

    fn put_header(&self, out: &mut Writer) {
        match self.header.layout {
            Layout::Headerless => {}
            Layout::Versioned { version } => {
                out.i32(version);
                out.string(&self.header.name_bytes);
            }
            Layout::Modern => {
                out.string(&self.header.name_bytes);
                out.i32(self.header.word);
            }
        }
    }

    fn put_textures(&self, out: &mut Writer) {
        let TextureTable { sources, tiles } = &self.textures;
        out.count(tiles.len());
        if tiles.is_empty() {
            return;
        }
        out.count(sources.len());
        sources.iter().for_each(|source| out.bytes(source.field.bytes()));
        for tile in tiles {
            out.bytes(&tile.source.to_le_bytes());
            out.bytes(&tile.tile.to_le_bytes());
        }
    }

    fn put_light_maps(&self, out: &mut Writer) {
        out.count(self.light_maps.len());
        for light in &self.light_maps {
            out.bytes(&light.x.to_le_bytes());
            out.bytes(&light.z.to_le_bytes());
            out.bytes(&light.texture);
        }
    }
}

impl From<&Gtd> for Draft {
    fn from(gtd: &Gtd) -> Draft {
        let parts = &gtd.parts;
        Draft {
            header: parts.header.clone(),
            map_size: gtd.map_size(),
            records: gtd.records().to_vec(),
            patch_bounds: gtd.patch_bounds().to_vec(),
            grass_mask: gtd.grass_mask().to_vec(),
            grass_set: parts.grass.set,
            textures: parts.textures.clone(),
            light_maps: parts.light_maps.clone(),
            river_tag: parts.river_tag.clone(),
            rivers: parts.rivers.clone(),
            pond_tag: parts.pond_tag.clone(),
            pond_form: parts.pond_form,
            ponds: parts.ponds.clone(),
            trailing: gtd.trailing().to_vec(),
        }
    }
}

fn put_river(out: &mut Writer, river: &River) {
    out.count(river.vertices.len());
    out.bytes(bytemuck::cast_slice(&river.vertices));
    out.i32(river.index_count);
    out.string(&river.name_bytes);
}

fn put_pond(out: &mut Writer, pond: &Pond, form: PondForm) {
    out.count(pond.vertices.len());
    if pond.vertices.is_empty() {
        return;
    }
    out.i32(pond.width);
    if form == PondForm::Old {
        out.f32s(&pond.scale);
    } else {
        out.string(&pond.name_bytes);
    }
    out.bytes(bytemuck::cast_slice(&pond.vertices));
    if matches!(form, PondForm::Extra | PondForm::Modern) {
        out.i32(pond.extra);
    }
    out.i32(pond.triangle_count);
    if form == PondForm::Modern {
        out.string(&pond.second_name_bytes);
        out.f32s(&pond.parameters);
    }
}

fn put_tag(out: &mut Writer, tag: Option<&WaterTag>) {
    if let Some(tag) = tag {
        out.string(&tag.bytes);
        out.i32(tag.word);
    }
}
