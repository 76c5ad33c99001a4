//! Field table of texture records (formats section 2.1), and of the files that contain them.

use crate::formats::kernel::SectionSpec;
use crate::formats::kernel::fields::{Field, FieldType as T, Record};

pub(super) static TEXTURE: SectionSpec = SectionSpec {
    name: "texture",
    purpose: "One texture record: size and pixel format, mip levels from the largest to the smallest, and a smaller \
              16-bit copy for old graphics cards.",
};
pub(super) static TILE_TEXTURES: SectionSpec = SectionSpec {
    name: "tile textures",
    purpose: "Texture records, eight in real files; the zone's tile table refers to them by index.",
};
pub(super) static COLOR_MAP: SectionSpec = SectionSpec {
    name: "color map",
    purpose: "Texture records, one for each cell of 128 m, by columns from west to east. Row 0 of each is its northern \
              edge.",
};

pub(super) static NAME_LENGTH: Field = Field::new("name length", T::I32, "length of the name in bytes, 0 to 4,096");
pub(super) static NAME: Field = Field::new("name", T::Text, "path of the source image; unused");
pub(super) static MAGIC: Field = Field::new("magic", T::FixedText(3), "always NTF");
pub(super) static VERSION: Field =
    Field::new("version", T::U8, "3; files of later clients have 7, with encrypted pixels");
pub(super) static WIDTH: Field = Field::new("width", T::U32, "width of the first level in pixels, a power of two");
pub(super) static HEIGHT: Field = Field::new("height", T::U32, "height of the first level in pixels, a power of two");
pub(super) static FORMAT: Field = Field::new(
    "pixel format",
    T::FourCc,
    "D3DFORMAT: DXT1 to DXT5, 20 R8G8B8, 21 A8R8G8B8, 22 X8R8G8B8, 25 A1R5G5B5, 26 A4R4G4B4",
);
pub(super) static MIP_FLAG: Field =
    Field::new("mip flag", T::U32, "1: mip chain, each level half the size; 0: one level");
pub(super) static PIXELS: Field = Field::new("pixels", T::Bytes, "one mip level, rows from the top");
pub(super) static SMALL_COPY: Field =
    Field::new("16-bit copy", T::Bytes, "the image at half the size or less, 16 bits per pixel");

pub(super) static SHADOW_TABLE: SectionSpec = SectionSpec {
    name: "shadow table",
    purpose: "The offset of the shadow block of each patch of 32 m, by rows from south to north, unlike all other arrays.",
};
pub(super) static SHADOW_BLOCKS: SectionSpec = SectionSpec {
    name: "shadow blocks",
    purpose: "The shadow textures of each patch with shadows, in real files one for each of 2 x 2 cells of 16 m. Alpha \
              is the strength of the shadow.",
};
pub(super) static SHADOW_VERSION: Field = Field::new("version", T::I32, "0 in every real file");
pub(super) static SHADOW_ENTRY: Record = Record {
    name: "table entry",
    order: "entry px + pz * P",
    fields: &[Field::new("offset", T::U32, "offset of the patch's block in bytes; 0: no shadows")],
};
pub(super) static SHADOW_COUNT: Field = Field::new("texture count", T::I32, "number of shadow textures, at most 64");
pub(super) static SHADOW_X: Field = Field::new("x", T::U32, "column in the patch: cell 0 or 1, or tile 0 to 7");
pub(super) static SHADOW_Z: Field = Field::new("z", T::U32, "row in the patch: cell 0 or 1, or tile 0 to 7");
