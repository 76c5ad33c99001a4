//! Field table of texture records (formats section 2.1), and of the files that contain them.

use crate::formats::kernel::SectionSpec;
use crate::formats::kernel::fields::{Field, FieldType as T, Record};

pub(super) static TEXTURE: SectionSpec = SectionSpec {
    name: "texture",
    purpose: "One texture record: its size and pixel format, its levels from the largest on, and a smaller 16-bit copy \
              for old graphics cards.",
};
pub(super) static TILE_TEXTURES: SectionSpec = SectionSpec {
    name: "tile textures",
    purpose: "Texture records one after the other, in real files eight; the zone's table of tile textures counts them.",
};
pub(super) static COLOR_MAP: SectionSpec = SectionSpec {
    name: "color map",
    purpose: "Texture records one after the other, one for each cell of 128 m, x outer. Row 0 of each is its northern \
              edge.",
};

pub(super) static NAME_LENGTH: Field = Field::new("name length", T::I32, "bytes of the texture's own name, 0 to 4096");
pub(super) static NAME: Field = Field::new("name", T::Text, "the path that the texture was made from; not used");
pub(super) static MAGIC: Field = Field::new("magic", T::FixedText(3), "the letters NTF");
pub(super) static VERSION: Field =
    Field::new("version", T::U8, "3; in files of later clients 7, whose pixels are enciphered");
pub(super) static WIDTH: Field = Field::new("width", T::U32, "pixels of the first level, a power of two");
pub(super) static HEIGHT: Field = Field::new("height", T::U32, "pixels of the first level, a power of two");
pub(super) static FORMAT: Field = Field::new(
    "pixel format",
    T::FourCc,
    "D3DFORMAT: DXT1 to DXT5, 20 R8G8B8, 21 A8R8G8B8, 22 X8R8G8B8, 25 A1R5G5B5, 26 A4R4G4B4",
);
pub(super) static MIP_FLAG: Field =
    Field::new("mip flag", T::U32, "1: levels follow, each half the size; 0: one level");
pub(super) static PIXELS: Field = Field::new("pixels", T::Bytes, "one level, rows from the top");
pub(super) static SMALL_COPY: Field =
    Field::new("16-bit copy", T::Bytes, "the picture at half the size or less, 16 bits a pixel");

pub(super) static SHADOW_TABLE: SectionSpec = SectionSpec {
    name: "shadow table",
    purpose: "For each patch of 32 m the place of its block in this file. Entries are z outer, unlike everything else.",
};
pub(super) static SHADOW_BLOCKS: SectionSpec = SectionSpec {
    name: "shadow blocks",
    purpose: "For each patch with shadows its shadow textures: in real files one for each of 2 x 2 cells of 16 m. Alpha \
              is the strength of the shadow.",
};
pub(super) static SHADOW_VERSION: Field = Field::new("version", T::I32, "0 in every real file");
pub(super) static SHADOW_ENTRY: Record = Record {
    name: "table entry",
    order: "entry px + pz * P",
    fields: &[Field::new("offset", T::U32, "first byte of the patch's block; 0: no shadows")],
};
pub(super) static SHADOW_COUNT: Field = Field::new("texture count", T::I32, "shadow textures of the patch, at most 64");
pub(super) static SHADOW_X: Field =
    Field::new("x", T::U32, "eastward place in the patch: 0 or 1 of 16 m, or tiles 0 to 7");
pub(super) static SHADOW_Z: Field = Field::new("z", T::U32, "northward place in the patch");
