//! The places that a text in the "Go to" dialog may mean in the open zone.

use glam::DVec3;

use super::query::{Query, QueryError, parse};
use crate::scene::space::{TILE_M, TileId};
use crate::scene::terrain::Terrain;
use crate::ui::PanelId;
use crate::ui::inspect::{InspectCommand, explanation, tree};
use crate::ui::markers::ObjectLabel;
use crate::ui::model::{Model, PanelCommand};
use crate::ui::text::fill;

/// Maximum number of listed destinations.
const MOST: usize = 40;

/// A place to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    pub name: String,
    /// What it is, or what belongs to it.
    pub about: String,
    /// What going there does, in order.
    pub commands: Vec<PanelCommand>,
}

/// The destinations of a text, best first; without any the reason in words.
pub fn destinations(model: &Model, typed: &str) -> Result<Vec<Destination>, String> {
    let text = &model.text.go_to;
    let Some(ground) = model.inspect.ground else { return Err(model.text.places.no_zone.to_owned()) };
    let query = parse(typed);
    let (asked, error) = match query {
        Ok(Query::Place(place)) => split(place_at(model, ground, place)),
        Ok(Query::Tile([x, z])) => split(tile(model, ground, TileId { x, z })),
        Ok(Query::Byte(offset)) => split(byte(model, ground, offset)),
        Ok(Query::Name(name)) => (None, fill(text.no_name, &[("name", &name)])),
        Err(QueryError::Place) => (None, text.not_a_place.to_owned()),
        Err(QueryError::Tile) => (None, text.not_a_tile.to_owned()),
        Err(QueryError::Byte) => (None, text.not_a_byte.to_owned()),
    };
    let found: Vec<Destination> = asked.into_iter().chain(named(model, typed.trim())).take(MOST).collect();
    match found.is_empty() {
        true if typed.trim().is_empty() => Err(text.no_places.to_owned()),
        true => Err(error),
        false => Ok(found),
    }
}

fn split(found: Result<Destination, String>) -> (Option<Destination>, String) {
    match found {
        Ok(found) => (Some(found), String::new()),
        Err(error) => (None, error),
    }
}

/// A place on the map, meters.
fn place_at(model: &Model, ground: &Terrain, [east_m, north_m]: [f64; 2]) -> Result<Destination, String> {
    let (text, numbers) = (&model.text.go_to, model.text.numbers);
    let extent_m = f64::from(ground.gtd().extent_m());
    if ![east_m, north_m].iter().all(|at| (0.0..=extent_m).contains(at)) {
        return Err(fill(text.outside, &[("extent", &numbers.decimal(extent_m, 0))]));
    }
    let height = ground.heights().interpolate(east_m as f32, north_m as f32).map_or(0.0, f64::from);
    Ok(Destination {
        name: format!("{}  {}", numbers.decimal(east_m, 1), numbers.decimal(north_m, 1)),
        about: fill(text.meters_high, &[("height", &numbers.decimal(height, 1))]),
        commands: vec![PanelCommand::GoTo { east_m, north_m }],
    })
}

fn tile(model: &Model, ground: &Terrain, tile: TileId) -> Result<Destination, String> {
    let last = ground.gtd().tiles_per_side().saturating_sub(1);
    if tile.x > last || tile.z > last {
        return Err(fill(model.text.go_to.no_such_tile, &[("last", &last)]));
    }
    let [x, z] = [tile.x, tile.z].map(|index| f64::from(index) * f64::from(TILE_M));
    let [x, z] = [x, z].map(|m| model.text.numbers.decimal(m, 0));
    Ok(Destination {
        name: tile_name(model, tile),
        about: fill(model.text.go_to.from_meters, &[("x", &x), ("z", &z)]),
        commands: vec![PanelCommand::Inspect(InspectCommand::GoTo(tile))],
    })
}

fn tile_name(model: &Model, tile: TileId) -> String {
    fill(model.text.tile.title, &[("x", &tile.x), ("z", &tile.z)])
}

/// The tile whose bytes hold an offset, or else the field that does.
fn byte(model: &Model, ground: &Terrain, offset: u64) -> Result<Destination, String> {
    let (text, gtd) = (&model.text.go_to, ground.gtd());
    let map = gtd.field_map();
    let Some((run, field)) = map.field_at(offset) else {
        return Err(fill(
            text.no_such_byte,
            &[("last", &format!("{:#x}", (gtd.bytes().len() as u64).saturating_sub(1)))],
        ));
    };
    let section = map.section_at(offset).map_or("", |section| section.spec.name);
    let parts = [section.to_owned(), tree::group_text(map, run), field.field.name.to_owned()];
    let belongs = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let show = PanelCommand::Inspect(InspectCommand::ShowBytes(field.offset..field.offset + field.bytes));
    Ok(match explanation::tile_of(gtd, section, run, field.index) {
        Some(tile) => Destination {
            name: tile_name(model, tile),
            about: fill(text.byte_of, &[("offset", &format!("{offset:#x}")), ("place", &belongs)]),
            commands: vec![PanelCommand::Inspect(InspectCommand::GoTo(tile)), show],
        },
        None => Destination {
            name: fill(text.byte_of, &[("offset", &format!("{offset:#x}")), ("place", &belongs)]),
            about: text.no_tile.to_owned(),
            commands: vec![
                PanelCommand::Show(PanelId::Bytes, true),
                PanelCommand::Inspect(InspectCommand::ShowFile(0)),
                show,
            ],
        },
    })
}

/// Saved places and objects whose names contain a text: places first, then names that begin with it. Of objects with
/// the same name, the nearest.
fn named(model: &Model, typed: &str) -> Vec<Destination> {
    let (text, typed) = (&model.text.go_to, typed.to_lowercase());
    let rank = |name: &str| {
        let name = name.to_lowercase();
        name.contains(&typed).then(|| u8::from(!name.starts_with(&typed)))
    };
    let places = model.bookmarks.iter().enumerate().filter_map(|(index, name)| {
        let commands = vec![PanelCommand::GoToBookmark(index)];
        Some((rank(name)?, Destination { name: name.clone(), about: text.saved_place.to_owned(), commands }))
    });
    let mut places: Vec<(u8, Destination)> = places.collect();
    places.sort_by_key(|(rank, _)| *rank);
    // Without a text there are too many objects for a list.
    let objects = if typed.is_empty() { Vec::new() } else { by_name(model.objects, model.pose.eye) };
    let mut objects: Vec<(u8, Destination)> =
        objects.iter().filter_map(|found| Some((rank(found.name)?, object(model, found)))).collect();
    objects.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    places.into_iter().chain(objects).map(|(_, found)| found).take(MOST).collect()
}

/// Objects of one name.
struct SameName<'a> {
    name: &'a str,
    /// Number of the one nearest to the eye, and its distance in meters.
    nearest: usize,
    distance_m: f64,
    count: u64,
}

/// The objects by their names, in the order of the names.
fn by_name(objects: &[ObjectLabel], eye: DVec3) -> Vec<SameName<'_>> {
    let mut found: std::collections::BTreeMap<&str, SameName> = std::collections::BTreeMap::new();
    for (index, object) in objects.iter().enumerate() {
        let distance_m = object.position.distance(eye);
        let new = SameName { name: &object.name, nearest: index, distance_m, count: 0 };
        let same = found.entry(&object.name).or_insert(new);
        if distance_m < same.distance_m {
            (same.nearest, same.distance_m) = (index, distance_m);
        }
        same.count += 1;
    }
    found.into_values().collect()
}

fn object(model: &Model, found: &SameName) -> Destination {
    let distance = model.text.numbers.decimal(found.distance_m, 0);
    let about = model.text.counted(model.text.go_to.objects, found.count);
    Destination {
        name: found.name.to_owned(),
        about: fill(&about, &[("distance", &distance)]),
        commands: vec![PanelCommand::Inspect(InspectCommand::select(found.nearest, true))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::inspect::tests::Opened;
    use crate::ui::tests::Shown;

    fn found(model: &Model, typed: &str) -> Vec<Destination> {
        destinations(model, typed).unwrap_or_else(|error| panic!("{typed}: {error}"))
    }

    #[test]
    fn places_tiles_and_bytes_lead_to_the_ground_or_say_why_not() {
        let (opened, shown) = (Opened::new(), Shown::full());
        let model = opened.model(&shown);
        let gtd = model.inspect.ground.unwrap().gtd();
        let go = found(&model, "100 50.5");
        assert_eq!(go[0].commands, [PanelCommand::GoTo { east_m: 100.0, north_m: 50.5 }]);
        let tile = TileId { x: 40, z: 33 };
        let pick = PanelCommand::Inspect(InspectCommand::GoTo(tile));
        assert_eq!(found(&model, "tile 40 33")[0].commands, std::slice::from_ref(&pick));
        let word = opened.record().start + 5;
        let at = &found(&model, &format!("{word:#x}"))[0];
        let field = InspectCommand::ShowBytes(opened.record().start + 4..opened.record().start + 8);
        assert_eq!(at.commands, [pick, PanelCommand::Inspect(field)]);
        assert!(at.name == "Tile 40, 33" && at.about.ends_with("map data · tile"), "{at:?}");
        let name = &found(&model, "0x8")[0];
        assert_eq!(name.commands[0], PanelCommand::Show(PanelId::Bytes, true), "{name:?}");
        assert!(name.name.contains("header"), "{name:?}");
        for (typed, reason) in [
            ("-1 50", "outside"),
            ("100 1e9", "No saved place"),
            ("100 99999", "outside"),
            (&format!("tile {} 0", gtd.tiles_per_side()), "highest"),
            ("0xffffffffff", "last byte"),
            ("0xzz", "hexadecimal"),
            ("100", "two numbers"),
            ("no such name", "no such name"),
        ] {
            let error = destinations(&model, typed).unwrap_err();
            assert!(error.contains(reason), "{typed}: {error}");
        }
    }

    #[test]
    fn names_find_saved_places_and_the_nearest_of_equal_objects() {
        let object =
            |name: &str, x: f64| ObjectLabel { name: name.into(), position: DVec3::new(x, 0.0, 300.0), role: None };
        let objects = [object("oak", 400.0), object("oak", 110.0), object("Broken oak", 5.0), object("bridge", 9.0)];
        let (opened, shown) = (Opened::new(), Shown::full());
        let model = Model { objects: &objects, ..opened.model(&shown) };
        let names = |typed: &str| found(&model, typed).into_iter().map(|found| found.name).collect::<Vec<_>>();
        assert_eq!(names("BRIDGE"), ["The bridge", "bridge"], "saved places first");
        let oaks = found(&model, "oak");
        assert_eq!(oaks.iter().map(|oak| oak.name.as_str()).collect::<Vec<_>>(), ["oak", "Broken oak"]);
        let nearest = PanelCommand::Inspect(InspectCommand::select(1, true));
        assert_eq!(oaks[0].commands, [nearest], "the nearest to the eye");
        assert!(oaks[0].about.starts_with("2 "), "{}", oaks[0].about);
        assert_eq!(names("").len(), 2, "without a text, the saved places");
    }
}
