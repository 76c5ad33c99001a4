//! Tests of the inspection panels, without a window.

use std::collections::BTreeSet;

use super::*;
use crate::demo::embedded;
use crate::formats::glo;
use crate::formats::gtd::Gtd;
use crate::formats::gtd::fields::TILE_BITS;
use crate::formats::n3pmesh::Mesh;
use crate::formats::ntf::{Texture, parse_dxt};
use crate::formats::opd::{EventKind, OpdFile};
use crate::load::SurveyedZone;
use crate::scene::Objects;
use crate::scene::objects::catalog::{Catalog, CatalogFiles};
use crate::scene::objects::{ObjectSet, events};
use crate::scene::raster::object_textures::ObjectTextures;
use crate::scene::raster::tile_image::TileEncoding;
use crate::scene::terrain::texture_uses::counts;
use crate::ui::tests::{Screen, Shown};
use crate::ui::{KindList, Model, OpenPanels, PanelCommand, PanelId};

/// The demo zone with inspection state; its third texture is missing.
pub(in crate::ui) struct Opened {
    ground: Terrain,
    textures: Vec<Option<TextureHere>>,
    uses: Vec<u32>,
    objects: Vec<PlacedObject>,
    pub models: Arc<Objects>,
    gate: usize,
    facts_of_gate: ObjectFacts,
    catalog: Arc<Catalog>,
}

const TILE: TileId = TileId { x: 40, z: 33 };

impl Opened {
    pub fn new() -> Opened {
        let ground = Terrain::new(Gtd::parse(embedded::zone().to_vec()).unwrap());
        let texture = |index: usize| {
            let texels: Vec<u8> = (0..128 * 128).flat_map(|i| [(i % 128) as u8, (index * 20) as u8, 90, 255]).collect();
            let image = Arc::new(TileImage::from_rgba8(&texels, TileEncoding::Rgba8));
            Some(TextureHere { image, missing: index == 2 })
        };
        let textures = (0..ground.gtd().textures().reachable().len()).map(texture).collect();
        let uses = counts(ground.gtd());
        let (objects, models, catalog) = objects();
        let gate = objects.iter().position(|object| object.stored.is_extra()).expect("a gate");
        let facts_of_gate = ObjectFacts::new(&objects, gate, Some(&models)).expect("an object");
        let (models, catalog) = (Arc::new(models), Arc::new(catalog));
        Opened { ground, textures, uses, objects, models, gate, facts_of_gate, catalog }
    }

    /// A gate of the demo zone; one of its textures is missing.
    pub fn gate(&self) -> PickedObject<'_> {
        self.picked(self.gate, &self.facts_of_gate)
    }

    /// An object with its facts.
    pub fn picked<'a>(&'a self, index: usize, facts: &'a ObjectFacts) -> PickedObject<'a> {
        let placed = &self.objects[index];
        PickedObject { index, count: self.objects.len(), point: placed.position_m.as_dvec3(), placed, facts }
    }

    /// Facts of an object.
    pub fn facts_of(&self, index: usize) -> ObjectFacts {
        ObjectFacts::new(&self.objects, index, Some(&self.models)).expect("an object")
    }

    /// Number of the first object with a role.
    pub fn first(&self, role: EventKind) -> usize {
        self.objects.iter().position(|object| events::role(&object.stored) == Some(role)).expect("an object")
    }

    /// The objects of the demo zone by kind; some of its textures are missing.
    pub fn kind_list(&self) -> KindList<'_> {
        KindList { catalog: Some(&self.catalog), ..KindList::default() }
    }

    pub fn model<'a>(&'a self, shown: &'a Shown) -> Model<'a> {
        let point = DVec3::new(162.0, 3.0, 134.0);
        let inspect = Inspect {
            single_model: None,
            ground: Some(&self.ground),
            pinned: Some(Pin { tile: TILE, point }),
            over: OverTile { color: Some([12, 34, 56]), shadow: Some(78) },
            textures: &self.textures,
            uses: &self.uses,
            highlight: None,
            bytes: None,
            objects: &self.objects,
            models: Some(&self.models),
            ..Inspect::default()
        };
        Model { inspect, open_panels: OpenPanels::of(&[PanelId::Tile]), ..shown.model() }
    }

    /// The bytes of the picked tile's record.
    pub fn record(&self) -> Range<u64> {
        let offset = self.facts().offset;
        offset..offset + 8
    }

    fn facts(&self) -> TileFacts {
        TileFacts::of(&self.ground, TILE).unwrap()
    }
}

/// The objects of the demo zone, and the same by kind. The first texture of the first gate is missing.
fn objects() -> (Vec<PlacedObject>, Objects, Catalog) {
    let file = OpdFile::parse(embedded::find("Zones/demo.opd").unwrap()).unwrap();
    let (objects, set) = (PlacedObject::all(&file), ObjectSet::new(&file));
    let meshes = set.meshes.iter().map(|name| embedded::find(name).and_then(|bytes| Mesh::parse(bytes).ok())).collect();
    let mut textures: Vec<Option<Texture>> =
        set.textures.iter().map(|name| embedded::find(name).and_then(|bytes| parse_dxt(bytes).ok())).collect();
    let gate = objects.iter().position(|object| object.stored.is_extra()).expect("a gate");
    let missing = set.parts(gate)[0].textures[0].expect("a texture");
    textures[missing] = None;
    let textures = ObjectTextures::new(&textures, &vec![false; textures.len()], false);
    let models = Objects::new(set, meshes, textures);
    let has_texture = |texture: usize| texture > 1;
    let files = CatalogFiles { meshes: &models.meshes, has_texture: &has_texture };
    let catalog = Catalog::new(&models.set, &file.objects, [1024.0; 2], Some(files));
    (objects, models, catalog)
}

#[test]
fn the_picked_tile_tells_all_its_numbers() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&opened.model(&shown));
    let facts = opened.facts();
    let bytes = facts.packed.0.to_le_bytes().map(|byte| format!("{byte:02x}")).join(" ");
    let number = format!("{:#010x}", facts.packed.0);
    let first = facts.layers[0].expect("the demo's tile has a texture");
    let texture = format!("texture {}", first.texture);
    for text in [
        "Tile 40, 33",
        &bytes,
        &number,
        "5, 4",
        "162, 134  3.00 m",
        "78 of 255",
        "12, 34, 56",
        &format!("0b{:08b}", facts.grass),
        &texture,
        first.orientation.describe(),
    ] {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
    let bits: String = (0..32).rev().map(|bit| if facts.packed.0 >> bit & 1 == 1 { '1' } else { '0' }).collect();
    assert!(screen.texts().iter().any(|text| text.replace(' ', "") == bits), "the word in binary");
    for field in &TILE_BITS {
        assert!(screen.find(field.name).is_some(), "{}", field.name);
    }
}

/// Numbers of the formula and beginnings of their meanings, as the tile panel of a zone shows them.
fn explained(gtd: Gtd, tile: TileId) -> (String, Vec<String>) {
    let ground = Terrain::new(gtd);
    let shown = Shown::empty();
    let pinned = Some(Pin { tile, point: DVec3::ZERO });
    let inspect = Inspect { ground: Some(&ground), pinned, ..Inspect::default() };
    let model = Model { inspect, open_panels: OpenPanels::of(&[PanelId::Tile]), ..shown.model() };
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    let texts: Vec<String> = screen.texts().into_iter().map(str::to_owned).collect();
    let formula = texts.iter().find(|text| text.starts_with("0x") && text.contains(" = ")).expect("a formula").clone();
    (formula, texts)
}

#[test]
fn the_formula_of_a_tile_has_the_numbers_of_the_files_layout() {
    use crate::formats::gtd::{Draft, Header};
    let zone = |header: Header, size: u32| Gtd::parse(Draft::flat(header, size).encode().unwrap()).unwrap();
    // header, size, tile, then first byte of the records and its parts
    let cases = [
        (Header::headerless(), 17, [3, 5], 4, "map size 4"),
        (Header::versioned(1, "moradon.gtd"), 33, [30, 31], 23, "version 4, name length 4, name 11, map size 4"),
        (Header::versioned(2, "a"), 9, [0, 0], 13, "version 4, name length 4, name 1, map size 4"),
        (Header::modern("battle"), 65, [63, 1], 18, "name length 4, name 6, header word 4, map size 4"),
    ];
    for (header, side, [x, z], first, parts) in cases {
        let gtd = zone(header, side);
        let word = gtd.record(x, z).tile();
        let offset = first + 8 * (side * x + z) + 4;
        let stored = gtd.field_map().field_at(offset.into()).expect("a field").1;
        assert_eq!((stored.field.name, stored.offset), ("tile", offset.into()), "the parser's own offset");
        assert_eq!(gtd.bytes()[offset as usize..][..4], word.0.to_le_bytes());
        let (formula, texts) = explained(gtd, TileId { x, z });
        assert_eq!(formula, format!("{offset:#x} = {first} + 8 × ({side} × {x} + {z}) + 4"));
        for text in [
            &format!("bytes before the first vertex: {parts}"),
            "bytes per vertex: height 4, tile 4",
            "records in each column",
            "x of this vertex",
            "z of this vertex",
            "bytes of the record before the field: height 4",
        ] {
            assert!(texts.iter().any(|shown| shown.starts_with(text)), "{text:?} is not among {texts:?}");
        }
    }
}

#[test]
fn the_bytes_panel_explains_the_highlighted_entry() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Bytes]);
    let facts = opened.facts();
    model.inspect.bytes = Some(facts.offset + 4..facts.offset + 8);
    let mut screen = Screen::new(1280.0, 2000.0, 1.0);
    screen.settle(&model);
    let tex1 = format!("tex1  {}  bits 11-20  first layer", facts.packed.tex1());
    for text in [
        "MAP DATA",
        "One record per vertex: its height",
        "vertex 40,33 at (160, 132) m",
        "first layer, index in the tile table",
        &tex1,
        &format!("{:#x} = ", facts.offset + 4),
    ] {
        assert!(screen.texts().iter().any(|shown| shown.contains(text)), "{text:?} is not among {:?}", screen.texts());
    }
    model.inspect.bytes = Some(0..4);
    screen.settle(&model);
    assert!(screen.find("HEADER").is_some() && screen.find("MAP DATA").is_none(), "{:?}", screen.texts());
    let is_formula = |text: &&str| text.starts_with("0x") && text.contains(" = ");
    assert!(!screen.texts().iter().any(is_formula), "a field outside of arrays has no formula");
}

#[test]
fn the_picked_tile_leads_to_its_bytes_and_textures() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let facts = opened.facts();
    let click = |text: &str| {
        let mut screen = Screen::new(1280.0, 900.0, 1.0);
        let model = opened.model(&shown);
        screen.settle(&model);
        screen.click(&model, text)
    };
    let bytes = PanelCommand::Inspect(InspectCommand::ShowBytes(facts.offset..facts.offset + 8));
    assert_eq!(click("Show bytes"), [PanelCommand::Show(PanelId::Bytes, true), bytes]);
    assert_eq!(click("Go to tile"), [PanelCommand::Inspect(InspectCommand::GoTo(TILE))]);
    let first = facts.layers[0].unwrap().texture;
    let lit = PanelCommand::Inspect(InspectCommand::Highlight(Some(first)));
    assert_eq!(click(&format!("texture {first}")), [lit, PanelCommand::Show(PanelId::Textures, true)]);
}

#[test]
fn lit_bytes_are_shown_in_both_panes_and_lead_back_to_the_tile() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Bytes]);
    let facts = opened.facts();
    model.inspect.bytes = Some(facts.offset + 4..facts.offset + 8);
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    let row = format!("{:010x}  ", (facts.offset + 4) / 16 * 16);
    let tile_line = format!("tile {:#010x}", facts.packed.0);
    for text in ["vertex 40, 33", &tile_line, &row, "map data · vertex 40, 33 · tile"] {
        assert!(screen.find(text).is_some(), "{text:?} is not among {:?}", screen.texts());
    }
    assert_eq!(screen.click(&model, "Go to"), [PanelCommand::Inspect(InspectCommand::GoTo(TILE))]);
    let height = opened.ground.gtd().record(40, 33).height_m();
    // Regression: a panel that grew with its contents moved this line up with every frame, so that a click hit the next
    // one.
    let line = screen.find(&format!("height {height}"));
    (0..20).for_each(|_| drop(screen.frame(&model, vec![])));
    assert_eq!(screen.find(&format!("height {height}")), line);
    let field = screen.click(&model, &format!("height {height}"));
    assert_eq!(field, [PanelCommand::Inspect(InspectCommand::ShowBytes(facts.offset..facts.offset + 4))]);
}

#[test]
fn branches_of_the_tree_open_and_close() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Bytes]);
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("map size").is_none());
    assert_eq!(screen.click(&model, "map data"), []);
    assert!(screen.find("map size").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "map data"), []);
    assert!(screen.find("map size").is_none());
}

#[test]
fn another_file_of_the_zone_is_chosen_from_a_list() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let names = ["demo.gtd", "demo.glo"].map(String::from);
    let lights = glo::KIND.map(glo::GloFile::default().encode().unwrap());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Bytes]);
    model.inspect.files = FileChoice { names: &names, ..FileChoice::default() };
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    assert!(screen.find("map data").is_some() && screen.find("Zone file").is_some(), "{:?}", screen.texts());
    screen.click(&model, "Zone file");
    assert_eq!(screen.click(&model, "demo.glo"), [PanelCommand::Inspect(InspectCommand::ShowFile(1))]);
    model.inspect.files.chosen = 1;
    screen.settle(&model);
    assert!(screen.find("Reading file").is_some() && screen.find("map data").is_none(), "{:?}", screen.texts());
    model.inspect.files.other = Some(Err("demo.glo: not found"));
    screen.settle(&model);
    assert!(screen.find("demo.glo: not found").is_some(), "{:?}", screen.texts());
    model.inspect.files.other = Some(Ok(&lights));
    screen.settle(&model);
    assert_eq!(screen.click(&model, "lights 8 bytes"), []);
    assert_eq!(screen.click(&model, "light count 0"), [PanelCommand::Inspect(InspectCommand::ShowBytes(4..8))]);
    assert!(screen.find("0000000000  01 00 00 00").is_some(), "{:?}", screen.texts());
}

#[test]
fn textures_are_listed_with_their_uses_and_highlighted() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Textures]);
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    let entry = |texture: usize| format!("texture {texture}, {} tiles", opened.uses[texture]);
    assert!(screen.texts().iter().any(|text| text.starts_with("texture 2, ") && text.ends_with("missing")));
    assert_eq!(screen.click(&model, &entry(1)), [PanelCommand::Inspect(InspectCommand::Highlight(Some(1)))]);
    model.inspect.highlight = Some(1);
    screen.settle(&model);
    for level in 0..8 {
        assert!(screen.find(&format!("level {level}")).is_some(), "level {level} in {:?}", screen.texts());
    }
    assert_eq!(screen.click(&model, "Next tile"), [PanelCommand::Inspect(InspectCommand::NextPlace(1))]);
    assert_eq!(screen.click(&model, "Clear highlight"), [PanelCommand::Inspect(InspectCommand::Highlight(None))]);
    screen.click(&model, "Missing");
    assert!(screen.find("1 of ").is_some() && screen.find(&entry(1)).is_none());
}

#[test]
fn textures_are_listed_while_their_tiles_are_counted() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let mut model = opened.model(&shown);
    model.open_panels = OpenPanels::of(&[PanelId::Textures]);
    (model.inspect.uses, model.inspect.highlight) = (&[], Some(1));
    let mut screen = Screen::new(1280.0, 900.0, 1.0);
    screen.settle(&model);
    let is_counting = |screen: &Screen| screen.texts().iter().any(|text| text.ends_with("ounting tiles…"));
    assert!(screen.texts().contains(&"Counting tiles…"), "beside the highlighted one");
    assert!(screen.texts().iter().any(|text| text.ends_with(" · Counting tiles…")), "below the filters");
    for filter in ["Used", "Unused", "All"] {
        screen.click(&model, filter);
        assert!(screen.find("texture 1, counting tiles…").is_some(), "{filter}");
    }
    model.inspect.uses = &opened.uses;
    screen.settle(&model);
    assert!(!is_counting(&screen), "{:?}", screen.texts());
}

/// A screen with the textures panel.
fn textures_panel<'a>(opened: &'a Opened, shown: &'a Shown) -> (Screen, Model<'a>) {
    let mut model = opened.model(shown);
    model.open_panels = OpenPanels::of(&[PanelId::Textures]);
    let mut screen = Screen::new(1280.0, 720.0, 1.0);
    screen.settle(&model);
    (screen, model)
}

#[test]
fn a_texture_that_is_chosen_elsewhere_is_scrolled_to_even_if_a_filter_hides_it() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = textures_panel(&opened, &shown);
    let last = opened.textures.len() as u16 - 1;
    let entry = format!("texture {last}, ");
    assert!(screen.find(&entry).is_none(), "the last texture is below the visible part");
    screen.click(&model, "Missing");
    model.inspect.highlight = Some(last);
    screen.settle(&model);
    let cell = screen.find(&entry).unwrap_or_else(|| panic!("{entry:?} is not among {:?}", screen.texts()));
    let panel = screen.find("Mip levels").expect("the details below the grid");
    assert!(cell.min.y > 60.0 && cell.max.y <= panel.min.y, "{cell:?} is above {panel:?}");
    // the user may scroll away from it
    model.inspect.highlight = None;
    screen.settle(&model);
    model.inspect.highlight = Some(0);
    screen.settle(&model);
    assert!(screen.find("texture 0, ").is_some() && screen.find(&entry).is_none(), "{:?}", screen.texts());
}

#[test]
fn families_have_headings_and_can_be_shown_alone() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, model) = textures_panel(&opened, &shown);
    let table = opened.ground.gtd().textures();
    let family = |texture: u16| table.source_of(texture).map(|source| source.family()).unwrap_or_default();
    let all: Vec<String> = (0..opened.textures.len() as u16).map(family).collect();
    let names: BTreeSet<&String> = all.iter().collect();
    assert!(names.len() > 1, "{names:?}");
    assert!(
        screen.texts().iter().any(|text| text.ends_with(&format!("{} families", names.len()))),
        "{:?}",
        screen.texts()
    );
    assert!(screen.find(&all[0]).is_some(), "the heading of the first family");
    let other = all.last().expect("a texture");
    let count = all.iter().filter(|name| *name == other).count();
    screen.click(&model, "Texture family");
    screen.click(&model, &format!("{other} ({count})"));
    assert!(screen.texts().iter().any(|text| text.starts_with(&format!("{count} of "))), "{:?}", screen.texts());
    let shown_ones = screen.texts().iter().filter(|text| text.starts_with("texture ")).count();
    assert_eq!(shown_ones, count, "{:?}", screen.texts());
}

#[test]
fn other_zones_with_the_file_are_searched_listed_and_opened() {
    let (opened, shown) = (Opened::new(), Shown::empty());
    let (mut screen, mut model) = textures_panel(&opened, &shown);
    model.inspect.highlight = Some(1);
    screen.settle(&model);
    assert!(screen.find("This zone is not in a client folder").is_some(), "{:?}", screen.texts());
    model.inspect.other_zones.search = ZoneSearch::NotStarted;
    screen.settle(&model);
    assert_eq!(screen.click(&model, "Search zones"), [PanelCommand::Inspect(InspectCommand::SearchZones)]);
    model.inspect.other_zones.search = ZoneSearch::Running([3, 40]);
    screen.settle(&model);
    assert!(screen.find("3 / 40").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.click(&model, "Cancel"), [PanelCommand::Inspect(InspectCommand::CancelSearch)]);
    let zones = ["isle.gtd", "twin.gtd"].map(|path| SurveyedZone::new(path.into(), opened.ground.gtd(), None));
    model.inspect.other_zones =
        OtherZones { search: ZoneSearch::Done(2), zones: &zones, open: Some(std::path::Path::new("isle.gtd")) };
    screen.settle(&model);
    let tiles = format!("{} tiles with this texture", model.text.numbers.count(opened.uses[1].into()));
    assert!(screen.find("twin").is_some(), "{:?}", screen.texts());
    assert!(screen.find(&tiles).is_some() && screen.find("2 zones cannot be read").is_some(), "{:?}", screen.texts());
    assert_eq!(screen.all("Open zone").len(), 1, "the open zone is not listed");
    assert_eq!(screen.click(&model, "Open zone"), [PanelCommand::Open("twin.gtd".into())]);
    model.inspect.other_zones.zones = &zones[..1];
    screen.settle(&model);
    assert!(screen.find("No other zone").is_some(), "{:?}", screen.texts());
}

#[test]
fn diagnostics_tell_the_picked_tiles_numbers() {
    let (opened, shown) = (Opened::new(), Shown::full());
    let facts = opened.facts();
    let text = crate::ui::diagnostics::text(&opened.model(&shown), [1280, 720]);
    let word = format!("word: {:#010x} at byte {}", facts.packed.0, facts.offset + 4);
    let fields = format!("tex1 {}, tex2 {}", facts.packed.tex1(), facts.packed.tex2());
    for part in ["gtd-viewer 0.1.0", "adapter: A rather", "limits: ", "camera: ", "tile: 40, 33", &word, &fields] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}

#[test]
fn texels_over_a_tile_are_read_with_the_north_at_the_top() {
    let rgba: Vec<u8> = (0..16).flat_map(|i| [i * 10, 1, 2, 255]).collect();
    let picture = MipImage::new(4, 4, crate::scene::raster::mip_image::Texel::Rgba8, rgba);
    let color = |x, z| OverTile::read(TileId { x, z }, 4, Some(&picture), None).color.map(|color| color[0]);
    assert_eq!((color(0, 0), color(3, 0), color(0, 3)), (Some(120), Some(150), Some(0)));
    assert_eq!(OverTile::read(TileId { x: 9, z: 9 }, 4, Some(&picture), None).color, None);
}
