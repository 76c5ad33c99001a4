//! Fuzz targets, one function per format. `tests/fuzz` calls them with bytes from libFuzzer,
//! `tests/memory/fuzz_replay.rs` with stored bytes. A function returns for any bytes; a panic is a finding.
//!
//! Each one checks the guarantees of a reader: no panic, an error position inside the file, memory bounded by a small
//! multiple of the input, and a byte-for-byte round trip.

use gtd_viewer::check::{Subject, check, code, fix};
use gtd_viewer::diff::compare;
use gtd_viewer::export::heights::{HeightFormat, import};
use gtd_viewer::formats::ens::{self, SoundsFile};
use gtd_viewer::formats::evt::{self, EventText};
use gtd_viewer::formats::evtsub::{self, NamedAreas};
use gtd_viewer::formats::flags::{self, FlagsFile};
use gtd_viewer::formats::gev::{self, GevFile};
use gtd_viewer::formats::glo::{self, GloFile};
use gtd_viewer::formats::gmd::{self, ZoneNote};
use gtd_viewer::formats::gtd::{
    Draft, Gtd, Header, MapRecord, NameField, PackedTile, Pond, River, Source, TileTexture,
};
use gtd_viewer::formats::gtd::{PondForm, WaterVertex};
use gtd_viewer::formats::kernel::{FieldMap, FormatError};
use gtd_viewer::formats::kinds::FileKind;
use gtd_viewer::formats::n3pmesh::{self, Levels, Mesh};
use gtd_viewer::formats::n3shape::{self, ShapeFile};
use gtd_viewer::formats::n3sky::{self, SkyFile};
use gtd_viewer::formats::ntf::{self, Texture, gtt, mips, tct, tlt, write};
use gtd_viewer::formats::opd::{self, OpdFile};
use gtd_viewer::formats::opdext::{self, WallsFile};
use gtd_viewer::formats::opdsub::{self, EffectsFile};
use gtd_viewer::formats::smd::{self, ServerMap};
use gtd_viewer::formats::tbl::Table;
use gtd_viewer::formats::zones_tbl;
use gtd_viewer::load::pictures;
use gtd_viewer::scene::day::SkyState;
use gtd_viewer::scene::raster::tile_image::{TileEncoding, TileImage};
use gtd_viewer::scene::shadows::ShadowField;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::water::WaterMesh;
use gtd_viewer::server::{ServerFault, TableKind, Tables};
use gtd_viewer::stats::{PartsStats, Stats};
use gtd_viewer::zone::zone_list;
use peak_alloc::PeakAlloc;
use std::io::{self, Read};
use std::path::Path;

/// Counts allocations of the targets; the fuzzer's own C++ is not counted.
#[global_allocator]
pub static MEMORY: PeakAlloc = PeakAlloc;

/// Memory that a reader may use for any input: tables, error texts.
const SMALL_BYTES: usize = 64 << 10;

/// A target function.
pub type Target = fn(&[u8]);

/// All targets: the name, which is that of the fuzzer's program and its folders; the function; and the extensions of
/// its files.
pub const TARGETS: [(&str, Target, &[&str]); 19] = [
    ("gtd_parse", gtd_parse, &["gtd"]),
    ("gtd_round_trip", gtd_round_trip, &["gtd"]),
    ("ntf", ntf_file, &["dxt", "gtt"]),
    ("tct", tct_file, &["tct"]),
    ("tlt", tlt_file, &["tlt"]),
    ("n3sky", n3sky, &["n3sky"]),
    ("zones_tbl", zones_tbl, &["tbl"]),
    ("opd", opd, &["opd"]),
    ("glo", glo, &["glo"]),
    ("n3pmesh", n3pmesh, &["n3pmesh"]),
    ("n3shape", n3shape, &["n3shape"]),
    ("opdext", opdext, &["opdext"]),
    ("opdsub", opdsub, &["opdsub"]),
    ("smd", server_map, &["smd"]),
    ("evt", event_text, &["evt"]),
    ("server_tables", server_tables, &["sql"]),
    ("companions", companions, &["evtsub", "gev", "flag", "gfo", "ens", "gmd"]),
    ("pictures", picture_files, &["bmp", "tga"]),
    ("heights_import", heights_import, &["png", "tif", "exr", "r16", "r32", "csv"]),
];

/// Runs a reader and checks that its peak memory is at most `times` the input.
fn within<T>(input: usize, times: usize, run: impl FnOnce() -> T) -> T {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = run();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    let limit = SMALL_BYTES + input * times;
    assert!(peak <= limit, "{peak} bytes of memory for {input} bytes of input, more than {limit}");
    result
}

/// Checks that an error position is inside the file.
fn assert_placed(error: &FormatError, bytes: &[u8]) {
    assert!(error.offset <= bytes.len() as u64, "{error}, but the file has {} bytes", bytes.len());
    assert!(!error.to_string().is_empty());
}

/// A zone: parsing, statistics, quadtree and water mesh.
pub fn gtd_parse(bytes: &[u8]) {
    // A pond without vertices has four bytes, but needs a record and a line of the field table. Their number is limited
    // (65,535), so that this factor ends at some 20 MB.
    let gtd = match within(bytes.len(), 128, || Gtd::parse(bytes)) {
        Ok(gtd) => gtd,
        Err(error) => {
            assert!(error.offset <= bytes.len() as u64, "{error}");
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let head = &bytes[..bytes.len().min(512)];
    // the list takes the first matching layout; the parser continues to one that can also be read to its end
    assert!(zone_list::map_size_of(head, bytes.len() as u64).is_some(), "a list would not know it for a zone");
    assert_covered(&gtd);
    within(bytes.len(), 128, || {
        let stats = Stats::new("fuzz.gtd", &gtd, None, PartsStats::default());
        serde_json::to_string(&stats).expect("numbers that JSON can hold");
        let mesh = WaterMesh::new(&gtd);
        assert!(mesh.indices.iter().all(|i| (*i as usize) < mesh.points.len()));
    });
    judged(&gtd, bytes.len());
    measured(gtd, bytes.len());
}

/// A zone with any values can be checked; the fixed file is a zone again, and a zone does not differ from itself.
fn judged(gtd: &Gtd, input: usize) {
    let subject = |gtd| Subject { gtd, stem: Some("fuzz"), around: None };
    let findings = within(input, 64, || check(&subject(gtd)));
    assert_eq!(findings.has(&code::TRAILING_BYTES), !gtd.trailing().is_empty());
    for finding in findings.into_list() {
        assert!(finding.offset.is_none_or(|offset| offset <= input as u64), "{finding:?}");
    }
    let mended = Gtd::parse(fix::mend(gtd, &[]).bytes).expect("a mended zone can be read");
    assert!(mended.trailing().is_empty());
    assert!(fix::mend(&mended, &[]).done.is_empty(), "mending twice");
    assert!(compare(gtd, gtd).is_empty(), "a zone differs from itself");
}

/// Sections and runs cover the file; every field has a value.
fn assert_covered(gtd: &Gtd) {
    let end = gtd.sections().iter().fold(0, |end, section| {
        assert_eq!(section.offset, end, "a gap before {:?}", section.id);
        section.end()
    });
    assert_eq!(end + gtd.trailing().len() as u64, gtd.bytes().len() as u64);
    gapless(gtd.field_map(), gtd.bytes());
}

/// Runs are contiguous over all bytes; every field has a value; groups and sections are nested.
fn gapless(map: &FieldMap, bytes: &[u8]) {
    let end = map.runs().iter().fold(0, |end, run| {
        assert_eq!(run.offset, end, "a gap before {}", run.name());
        for field in run.fields_at(run.count.saturating_sub(1)) {
            assert!(field.raw(bytes).is_some_and(|raw| raw.len() as u64 == field.bytes), "{field:?}");
            field.value(bytes);
            field.bits(bytes);
        }
        run.end()
    });
    assert_eq!(end, bytes.len() as u64);
    let end = map.sections().iter().fold((0, 0), |(byte, run), section| {
        assert_eq!((section.offset, section.runs.start), (byte, run), "before {}", section.spec.name);
        (section.end(), section.runs.end)
    });
    assert_eq!(end, (bytes.len() as u64, map.runs().len()));
    for group in map.groups() {
        let around = group.parent.map_or(0..map.runs().len(), |parent| map.groups()[parent].runs.clone());
        assert!(around.start <= group.runs.start && group.runs.end <= around.end, "{group:?}");
    }
    for byte in [0, bytes.len() as u64 / 2, bytes.len() as u64] {
        map.field_at(byte);
    }
}

/// A file of an extension's kind, field by field: each byte is in one run, and in a completely read file in a known
/// one. A field of one byte takes a run and possibly a group, which growing lists hold three times.
fn covered(kind: &'static FileKind, bytes: &[u8], is_whole: bool) {
    let file = within(bytes.len(), 450, || kind.map(bytes));
    gapless(&file.map, &file.content);
    assert_eq!(file.content.len(), bytes.len());
    let is_covered = file.map.uncovered().next().is_none();
    match &file.error {
        Some(error) => {
            assert_placed(error, bytes);
            assert!(!is_whole, "{error}, but the file was read before");
        }
        None => assert!(!is_whole || is_covered, "a whole file is not covered"),
    }
}

/// Terrain queries are finite for zones with any heights.
fn measured(gtd: Gtd, input: usize) {
    let ground = within(input, 8, || Terrain::new(gtd));
    let heights = ground.heights();
    let (low, high) = ground.height_range_m();
    assert!(low.is_finite() && high.is_finite() && low <= high, "{low} to {high} m");
    let last = heights.side() - 1;
    for (x, z) in [(0, 0), (last, last), (last / 2, last / 3)] {
        assert!(heights.at(x, z).is_finite() && heights.normal(x, z).is_finite());
    }
    for at in [0.0, 13.7, ground.gtd().extent_m(), -1.0, f32::NAN, f32::INFINITY] {
        assert!(heights.interpolate(at, 13.7).is_none_or(f32::is_finite));
    }
    let eye = glam::DVec3::new(10.0, f64::from(high) + 50.0, 10.0);
    pick(&ground, eye, glam::DVec3::new(0.3, -1.0, 0.2).normalize());
}

/// Round trips of zones: of the bytes themselves, and of a zone generated from them.
pub fn gtd_round_trip(bytes: &[u8]) {
    if let Ok(gtd) = Gtd::parse(bytes) {
        assert!(Draft::from(&gtd).encode().unwrap() == bytes, "a zone is written differently from what was read");
    }
    let mut fields = Fields { bytes };
    let draft = drafted(&mut fields);
    let written = draft.encode().unwrap();
    let read = Gtd::parse(written.clone()).unwrap_or_else(|error| panic!("what was written cannot be read: {error}"));
    assert!(read.trailing().is_empty(), "the zone was taken for a smaller one");
    assert!(
        Draft::from(&read).encode().unwrap() == written,
        "a made-up zone is written differently from what was read"
    );
}

/// Takes numbers from the bytes, zeros at the end.
struct Fields<'a> {
    bytes: &'a [u8],
}

impl Fields<'_> {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        let n = self.bytes.len().min(N);
        let (taken, rest) = self.bytes.split_at(n);
        self.bytes = rest;
        std::array::from_fn(|i| taken.get(i).copied().unwrap_or(0))
    }

    fn byte(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    fn up_to(&mut self, limit: u8) -> u8 {
        self.byte() % (limit + 1)
    }

    fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    fn float(&mut self) -> f32 {
        f32::from_bits(self.word())
    }

    fn text(&mut self) -> String {
        let length = self.up_to(20);
        (0..length).map(|_| char::from(b'a' + self.up_to(25))).collect()
    }

    fn vertices(&mut self, count: u32) -> Vec<WaterVertex> {
        let vertex = |_| WaterVertex::new([self.float(), 1.0, 2.0], [0.0, 1.0, 0.0], self.word(), [self.float(), 0.0]);
        (0..count).map(vertex).collect()
    }
}

/// A zone of any layout with any values.
fn drafted(fields: &mut Fields<'_>) -> Draft {
    let form = fields.up_to(4);
    let name = format!("z{}", fields.text());
    let header = match form {
        0 | 1 => Header::headerless(),
        2 => Header::versioned(1, &name),
        3 => Header::versioned(2, &name),
        _ => Header::modern(&name),
    };
    let mut draft = Draft::flat(header, [9, 17, 9, 33][usize::from(fields.up_to(3))]);
    for _ in 0..fields.byte() {
        let at = fields.word() as usize % draft.records.len();
        let [a, b, c, d, e, f, g] = fields.array();
        let (tex1, tex2) = (u16::from_le_bytes([d, e]) & 1023, u16::from_le_bytes([f, g]) & 1023);
        draft.records[at] = MapRecord::new(fields.float(), PackedTile::pack(a & 1 == 1, b & 31, c & 31, tex1, tex2));
        draft.grass_mask[at] = a;
    }
    draft.grass_set = NameField::new(&fields.text());
    draft.textures.tiles = (0..fields.up_to(30))
        .map(|_| TileTexture { source: fields.byte().into(), tile: fields.byte().into() })
        .collect();
    if !draft.textures.tiles.is_empty() {
        draft.textures.sources = (0..fields.up_to(5)).map(|_| Source::new(&fields.text())).collect();
    }
    for _ in 0..fields.up_to(3) {
        let vertices = fields.vertices(4 * u32::from(fields.bytes.len() as u8 % 4));
        draft.rivers.push(River::new(vertices, &fields.text()));
    }
    if form == 1 {
        draft.pond_form = PondForm::Old;
    }
    for _ in 0..fields.up_to(3) {
        let (width, rows) = (1 + u32::from(fields.up_to(4)), 1 + u32::from(fields.up_to(4)));
        let mut pond = Pond::new(width, fields.vertices(width * rows), &fields.text());
        if form == 1 {
            pond.name_bytes.clear();
        }
        draft.ponds.push(pond);
    }
    draft
}

/// A texture file: one record, many, decoded in every way of the program.
pub fn ntf_file(bytes: &[u8]) {
    if let Err(error) = within(bytes.len(), 3, || ntf::parse_record(bytes, bytes.len() / 3).map(drop)) {
        assert_placed(&error, bytes);
    }
    match within(bytes.len(), 3, || ntf::parse_dxt(bytes)) {
        Ok(texture) => decoded(&texture, bytes.len()),
        Err(error) => assert_placed(&error, bytes),
    }
    covered(&ntf::DXT, bytes, ntf::parse_dxt(bytes).is_ok());
    covered(&ntf::GTT, bytes, gtt::parse(bytes).is_ok());
    // the smallest record has 25 bytes and takes about four times as many
    match within(bytes.len(), 12, || gtt::parse(bytes)) {
        Ok(textures) => {
            assert!(write::gtt(&textures) == bytes, "textures are written differently from what was read");
            textures.iter().for_each(|texture| decoded(texture, bytes.len()));
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// All levels of a texture; single pixels are those of the whole level.
fn decoded(texture: &Texture, input: usize) {
    for (i, level) in texture.levels().enumerate() {
        // 4 bits per pixel become 32
        let rgba = within(input, 9, || texture.decode_rgba8(i));
        assert_eq!(rgba.len(), level.width as usize * level.height as usize * 4);
        let (x, y) = (level.width - 1, level.height / 2);
        let at = (y as usize * level.width as usize + x as usize) * 4;
        assert_eq!(level.texel_rgba8(texture.format(), x, y).as_ref().map(|px| &px[..]), rgba.get(at..at + 4));
        assert_eq!(level.texel_rgba8(texture.format(), level.width, 0), None);
    }
    let last = texture.levels().last().map_or(0, |level| level.width * level.height);
    assert_eq!(mips::tail_rgba8(texture).is_empty(), last <= 1);
    mips::tail_blocks(texture);
    for encoding in [TileEncoding::Rgba8, TileEncoding::Bc1] {
        if let Ok(image) = TileImage::from_texture(texture, encoding) {
            assert_eq!(image.data.len(), encoding.image_bytes());
        }
    }
}

/// A color map.
pub fn tct_file(bytes: &[u8]) {
    covered(&ntf::TCT, bytes, tct::parse(bytes).is_ok());
    match within(bytes.len(), 12, || tct::parse(bytes)) {
        Ok(map) => {
            assert!(write::tct(&map) == bytes, "a color map is written differently from what was read");
            let side = map.cells_per_side();
            assert!(map.cell(side - 1, side - 1).is_some() && map.cell(side, 0).is_none());
            decoded(&map.textures()[0], bytes.len());
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Shadow maps, of a zone of the size in the file, and of one of another size.
pub fn tlt_file(bytes: &[u8]) {
    let told = tlt::patches_per_side(bytes).unwrap_or(2);
    covered(&ntf::TLT, bytes, tlt::parse(bytes, told).is_ok_and(|maps| maps.unused_bytes() == 0));
    for side in [told, 1, 1024] {
        match within(bytes.len(), 12, || tlt::parse(bytes, side)) {
            Ok(maps) => {
                let written = write::tlt(&maps).unwrap();
                assert_eq!(written.len() + maps.unused_bytes(), bytes.len());
                assert!(maps.unused_bytes() > 0 || written == bytes, "shadow maps are written differently");
                let field = within(bytes.len(), 24, || ShadowField::new(&maps));
                for (x, z) in [(0.0, 0.0), (33.0, 17.9), (side as f32 * 32.0, 5.0), (f32::NAN, 1e30)] {
                    field.at(x, z);
                }
            }
            Err(error) => assert_placed(&error, bytes),
        }
    }
}

/// A sky, evaluated over the day.
pub fn n3sky(bytes: &[u8]) {
    covered(&n3sky::KIND, bytes, SkyFile::parse(bytes).is_ok());
    match within(bytes.len(), 12, || SkyFile::parse(bytes)) {
        Ok(file) => {
            assert!(file.encode().unwrap() == bytes, "a sky is written differently from what was read");
            for (secs, hour) in [(0.0, None), (43_200.0, None), (86_399.9, Some(12)), (f32::NAN, Some(u32::MAX))] {
                let state = SkyState::at(&file, secs, hour);
                assert!(state.sky.is_finite() && state.fog.is_finite() && state.ground_light().is_finite());
                assert!(state.sun.iter().all(|part| part.color.is_finite() && part.size.is_finite()));
            }
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// The zone table.
pub fn zones_tbl(bytes: &[u8]) {
    covered(&zones_tbl::KIND, bytes, Table::parse(bytes).is_ok());
    // a value of one byte takes 32
    match within(bytes.len(), 80, || Table::parse(bytes)) {
        Ok(table) => {
            assert!(table.encode().unwrap() == bytes, "a table is written differently from what was read");
            for row in zones_tbl::rows(&table) {
                row.gtd.as_deref().map(zones_tbl::file_name);
            }
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Placed objects.
pub fn opd(bytes: &[u8]) {
    covered(&opd::KIND, bytes, OpdFile::parse(bytes).is_ok());
    match within(bytes.len(), 16, || OpdFile::parse(bytes)) {
        Ok(file) => {
            assert!(file.encode().unwrap() == bytes, "objects are written differently from what was read");
            for object in &file.objects {
                assert!(object.position_m().is_finite() && object.yaw_deg().is_finite(), "{:?}", object.placement);
                object.name();
            }
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// A mesh: all levels of detail, and those of the table of distances.
pub fn n3pmesh(bytes: &[u8]) {
    let parsed = within(bytes.len(), 8, || Mesh::parse(bytes));
    covered(&n3pmesh::KIND, bytes, parsed.is_ok());
    match parsed {
        Ok(mesh) => {
            assert!(mesh.encode().unwrap() == bytes, "a mesh is written differently from what was read");
            let in_range = |indices: &[u16]| indices.iter().all(|index| usize::from(*index) < mesh.vertices.len());
            let mut levels = Levels::lowest(&mesh);
            while levels.refine() {
                let level = levels.level();
                assert!(level.vertices <= mesh.vertices.len() && level.indices.len() <= mesh.indices.len());
            }
            assert_eq!(levels.level().vertices, mesh.vertices.len());
            assert!(mesh.full_detail() == levels.level().indices && in_range(levels.level().indices));
            for distance in [0.0, 100.0, f32::NAN, f32::INFINITY] {
                assert!(in_range(mesh.level_of(mesh.vertices_at(distance)).level().indices));
            }
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// A single object.
pub fn n3shape(bytes: &[u8]) {
    let parsed = within(bytes.len(), 16, || ShapeFile::parse(bytes));
    covered(&n3shape::KIND, bytes, parsed.is_ok());
    match parsed {
        Ok(file) => assert!(file.encode().unwrap() == bytes, "an object is written differently from what was read"),
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Invisible walls.
pub fn opdext(bytes: &[u8]) {
    let parsed = within(bytes.len(), 16, || WallsFile::parse(bytes));
    covered(&opdext::KIND, bytes, parsed.is_ok());
    match parsed {
        Ok(file) => assert!(file.encode().unwrap() == bytes, "walls are written differently from what was read"),
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Effects of objects.
pub fn opdsub(bytes: &[u8]) {
    let parsed = within(bytes.len(), 16, || EffectsFile::parse(bytes));
    covered(&opdsub::KIND, bytes, parsed.is_ok());
    match parsed {
        Ok(file) => assert!(file.encode().unwrap() == bytes, "effects are written differently from what was read"),
        Err(error) => assert_placed(&error, bytes),
    }
}

/// A server map: lookups at any place, objects and warps with any numbers.
pub fn server_map(bytes: &[u8]) {
    let parsed = within(bytes.len(), 16, || ServerMap::parse(bytes));
    covered(&smd::KIND, bytes, parsed.as_ref().is_ok_and(|map| map.trailing.is_empty()));
    match parsed {
        Ok(map) => {
            assert!(map.encode().unwrap() == bytes, "a server map is written differently from what was read");
            for (x, z) in [(0, 0), (map.size - 1, map.size - 1), (map.size, 0), (0, u32::MAX)] {
                let is_inside = x < map.size && z < map.size;
                assert_eq!([map.event_at(x, z).is_some(), map.height_m(x, z).is_some()], [is_inside; 2]);
            }
            for at in [0.0, 13.7, -1.0, f64::NAN, f64::INFINITY] {
                map.tile_at(at, 3.0).map(|(x, z)| map.event_at(x, z).expect("a tile of the map"));
            }
            for object in &map.object_events {
                object.role();
                map.warps_of(object.npc).count();
            }
            map.warps.iter().for_each(|warp| assert!(warp.name().len() + warp.text().len() < 1024));
            map.has_usual_extent();
        }
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Rooms and quests of a server. A room of five bytes takes 136, and growing lists hold three times as many.
pub fn event_text(bytes: &[u8]) {
    let parsed = within(bytes.len(), 100, || EventText::parse(bytes));
    covered(&evt::KIND, bytes, parsed.is_ok());
    if let Err(error) = parsed {
        assert_placed(&error, bytes);
    }
}

/// Tables of a server's database: any bytes as a dump, and as a CSV file of each table, the same in blocks of any size. A row
/// of three bytes takes 300, and growing lists hold three times as many.
pub fn server_tables(bytes: &[u8]) {
    let tables = TableKind::ALL.map(|table| format!("{}.csv", table.name()));
    for name in tables.iter().map(String::as_str).chain(["dump.sql"]) {
        let (read, faults) = within(bytes.len(), 400, || tables_of(name, bytes));
        let (by_bytes, same_faults) = tables_of(name, OneByOne(bytes));
        assert!(read.rows == by_bytes.rows, "{name}: other rows in other blocks");
        let texts = |faults: &[ServerFault]| faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(texts(&faults), texts(&same_faults), "{name}");
        // 50 are listed, and one counts the others.
        assert!(faults.len() <= 51, "{name}: {} problems", faults.len());
        let lines = bytes.split(|byte| *byte == b'\n').count();
        let places =
            read.rows.spawns.iter().map(|row| row.place.line).chain(faults.iter().filter_map(|fault| fault.line));
        places.for_each(|line| assert!((1..=lines).contains(&(line as usize)), "{name}: line {line} of {lines}"));
        for row in &read.rows.spawns {
            let _ = (read.name_of(row), row.area.center());
        }
    }
}

fn tables_of(name: &str, bytes: impl Read) -> (Tables, Vec<ServerFault>) {
    let (mut tables, mut faults) = (Tables::default(), Vec::new());
    tables.read(Path::new(name), bytes, &mut faults, &|| false);
    (tables, faults)
}

/// A file that gives one byte at a time.
struct OneByOne<'a>(&'a [u8]);

impl Read for OneByOne<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = into.len().min(1);
        self.0.read(&mut into[..count])
    }
}

/// Named areas, event rectangles, flags, sounds and notes: any bytes as each of them.
pub fn companions(bytes: &[u8]) {
    companion(&evtsub::KIND, bytes, NamedAreas::parse, |file| {
        file.areas.iter().for_each(|area| drop((area.name(), area.rect.tiles_within(9).count())));
        file.encode().unwrap()
    });
    companion(&gev::KIND, bytes, GevFile::parse, |file| {
        for area in &file.areas {
            let _ = area.rect.corners_m();
        }
        file.encode().unwrap()
    });
    companion(&flags::KIND, bytes, FlagsFile::parse, |file| {
        file.flags.iter().for_each(|flag| drop((flag.name(), flag.texture_name())));
        file.encode().unwrap()
    });
    companion(&ens::KIND, bytes, SoundsFile::parse, |file| {
        for group in file.areas.iter().filter_map(|area| file.group_of(area)) {
            let _ = group.files().count();
        }
        file.encode().unwrap()
    });
    companion(&gmd::KIND, bytes, ZoneNote::parse, |file| {
        file.note();
        file.encode()
    });
}

fn companion<T>(
    kind: &'static FileKind,
    bytes: &[u8],
    parse: impl Fn(&[u8]) -> Result<T, FormatError>,
    used_and_encoded: impl Fn(&T) -> Vec<u8>,
) {
    let parsed = within(bytes.len(), 16, || parse(bytes));
    covered(kind, bytes, parsed.is_ok());
    match parsed {
        Ok(file) => assert!(used_and_encoded(&file) == bytes, "{} are written differently", kind.name),
        Err(error) => assert_placed(&error, bytes),
    }
}

/// Point lights.
pub fn glo(bytes: &[u8]) {
    covered(&glo::KIND, bytes, GloFile::parse(bytes).is_ok());
    match within(bytes.len(), 16, || GloFile::parse(bytes)) {
        Ok(file) => assert!(file.encode().unwrap() == bytes, "lights are written differently from what was read"),
        Err(error) => assert_placed(&error, bytes),
    }
}

/// A bmp or tga of the client.
pub fn picture_files(bytes: &[u8]) {
    for format in [image::ImageFormat::Bmp, image::ImageFormat::Tga] {
        // Run-length coding: 128 pixels for a few bytes, as read, as RGBA, and their mip levels. The tga reader also
        // allocates up to 2 MiB for a color table before it detects that the file has none.
        match within(bytes.len() + (8 << 10), 400, || pictures::decode(bytes, format)) {
            Ok(picture) => assert_eq!(picture.levels[0].len(), picture.width as usize * picture.height as usize * 4),
            Err(reason) => assert!(!reason.to_string().is_empty()),
        }
    }
}

/// Height files for import.
pub fn heights_import(bytes: &[u8]) {
    let formats = [
        HeightFormat::Png,
        HeightFormat::Tiff,
        HeightFormat::Exr,
        HeightFormat::R16,
        HeightFormat::R32,
        HeightFormat::Csv,
    ];
    for format in formats {
        match import::decode(format, bytes) {
            Ok(samples) => assert_eq!(samples.heights_m().len(), samples.values.len()),
            Err(reason) => assert!(!reason.to_string().is_empty()),
        }
    }
}
