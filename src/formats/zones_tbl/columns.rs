//! Columns of known zone tables.

use crate::formats::kernel::fields::{Field, FieldType as T};
use crate::formats::tbl::ColumnType;

/// Index of each column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) name: Option<usize>,
    pub(super) gtd: usize,
    pub(super) tct: Option<usize>,
    pub(super) tlt: Option<usize>,
    pub(super) opd: Option<usize>,
    pub(super) minimap: Option<usize>,
    pub(super) sky: Option<usize>,
    pub(super) sun_hour: Option<usize>,
    pub(super) glo: Option<usize>,
    pub(super) walls: Option<usize>,
    pub(super) effects: Option<usize>,
}

/// The columns of client 1298 (24 of them).
static COLUMNS_1298: Columns = Columns {
    name: Some(2),
    gtd: 1,
    tct: Some(3),
    tlt: Some(4),
    opd: Some(5),
    minimap: Some(7),
    sky: Some(8),
    sun_hour: Some(10),
    glo: Some(11),
    walls: Some(6),
    effects: Some(21),
};

/// The columns of client 1097 (15 of them).
static COLUMNS_1097: Columns = Columns {
    name: None,
    gtd: 1,
    tct: Some(2),
    tlt: Some(3),
    opd: Some(4),
    minimap: Some(5),
    sky: Some(6),
    sun_hour: Some(8),
    glo: Some(9),
    walls: None,
    effects: None,
};

const ID: Field = Field::new("zone id", T::U32, "zone number");
const GTD: Field = Field::new("terrain", T::Text, "path of the .gtd");
const NAME: Field = Field::new("zone name", T::Text, "zone name in the client's language");
const TCT: Field = Field::new("color map", T::Text, "path of the .tct");
const TLT: Field = Field::new("shadow maps", T::Text, "path of the .tlt");
const OPD: Field = Field::new("objects", T::Text, "path of the .opd");
const OPDEXT: Field = Field::new("invisible walls", T::Text, "path of the .opdext");
const MINIMAP: Field = Field::new("minimap", T::Text, "path of the .dxt");
const SKY: Field = Field::new("sky", T::Text, "path of the .n3sky");
const SHOW_ENEMIES: Field = Field::new("show enemies", T::I32, "1 if the minimap shows enemies");
const SUN_HOUR: Field = Field::new("sun hour", T::I32, "fixed hour of the sun; 0: the sun moves");
const GLO: Field = Field::new("point lights", T::Text, "path of the .glo");
const GEV: Field = Field::new("events", T::Text, "path of the .gev");
const DUNGEON: Field = Field::new("unknown", T::I32, "1 in dungeons");
const ENS: Field = Field::new("sounds", T::Text, "path of the .ens");
const FACTOR: Field = Field::new("unknown", T::F32, "1; in Moradon 0.5");
const FLAG: Field = Field::new("flags", T::Text, "path of the .flag");
const UNKNOWN: Field = Field::new("unknown", T::U32, "unknown");
const OPDSUB: Field = Field::new("object extras", T::Text, "path of the .opdsub");
const UNKNOWN_I32: Field = Field::new("unknown", T::I32, "unknown");
const EVTSUB: Field = Field::new("event extras", T::Text, "path of the .evtsub");

/// Names of the columns of client 1298 (formats section 10).
static FIELDS_1298: [Field; 24] = [
    ID,
    GTD,
    NAME,
    TCT,
    TLT,
    OPD,
    OPDEXT,
    MINIMAP,
    SKY,
    SHOW_ENEMIES,
    SUN_HOUR,
    GLO,
    GEV,
    DUNGEON,
    ENS,
    FACTOR,
    FLAG,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    OPDSUB,
    UNKNOWN_I32,
    EVTSUB,
];

/// Names of the columns of client 1097.
static FIELDS_1097: [Field; 15] =
    [ID, GTD, TCT, TLT, OPD, MINIMAP, SKY, SHOW_ENEMIES, SUN_HOUR, GLO, GEV, DUNGEON, ENS, FACTOR, FLAG];

/// The columns of a known client's table.
pub(super) fn known(types: &[ColumnType]) -> Option<&'static Columns> {
    let fits = |columns: &Columns| {
        let is = |column: Option<usize>, kind| column.is_none_or(|c| types.get(c) == Some(&kind));
        let texts = [columns.name, Some(columns.gtd), columns.tct, columns.tlt, columns.opd, columns.minimap];
        let texts = texts.into_iter().chain([columns.sky, columns.glo, columns.walls, columns.effects]);
        is(Some(0), ColumnType::U32)
            && is(columns.sun_hour, ColumnType::I32)
            && texts.into_iter().all(|column| is(column, ColumnType::Text))
    };
    match types.len() {
        24 if fits(&COLUMNS_1298) => Some(&COLUMNS_1298),
        15 if fits(&COLUMNS_1097) => Some(&COLUMNS_1097),
        _ => None,
    }
}

/// Fields of a known table's columns, if each has the expected type.
pub(super) fn fields_of(types: &[ColumnType]) -> Option<&'static [Field]> {
    let fits = |fields: &'static [Field]| {
        let fit = fields.len() == types.len()
            && fields.iter().zip(types).all(|(field, column)| field.field_type == column.field_type());
        fit.then_some(fields)
    };
    fits(&FIELDS_1298).or_else(|| fits(&FIELDS_1097))
}
