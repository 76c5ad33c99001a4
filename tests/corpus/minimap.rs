//! The map with its objects beside the picture that the game made of the same zone.

use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::n3sky::SkyFile;
use gtd_viewer::load::{read_zone_objects, read_zone_textures};
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::day::SkyState;
use gtd_viewer::scene::objects::ObjectList;
use gtd_viewer::scene::raster::compose::Composer;
use gtd_viewer::scene::raster::object_map::ObjectMap;
use gtd_viewer::scene::surface_light::SurfaceLights;
use gtd_viewer::scene::terrain::heights::Heights;
use gtd_viewer::zone::parts::Minimap;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

const PX_PER_TILE: u32 = 16;
const NOON_SECS: f32 = 43_200.0;

/// Brightness of the pixels of a square picture, row by row from the north.
struct Gray {
    side: usize,
    values: Vec<f64>,
}

impl Gray {
    /// From pixels of `channels` bytes that begin with red, green, blue.
    fn new(pixels: &[u8], channels: usize) -> Gray {
        let values: Vec<f64> =
            pixels.chunks_exact(channels).map(|pixel| pixel[..3].iter().map(|value| f64::from(*value)).sum()).collect();
        Gray { side: values.len().isqrt(), values }
    }

    /// Averaged down to a side.
    fn reduced(&self, side: usize) -> Gray {
        let factor = self.side / side;
        let mean = |at: usize| {
            let (x, y) = (at % side * factor, at / side * factor);
            let rows = (y..y + factor).map(|row| &self.values[row * self.side + x..][..factor]);
            rows.flatten().sum::<f64>() / (factor * factor) as f64
        };
        Gray { side, values: (0..side * side).map(mean).collect() }
    }

    fn turned(&self, place: impl Fn(usize, usize, usize) -> (usize, usize)) -> Gray {
        let value = |at: usize| {
            let (x, y) = place(at % self.side, at / self.side, self.side - 1);
            self.values[y * self.side + x]
        };
        Gray { side: self.side, values: (0..self.values.len()).map(value).collect() }
    }

    /// Correlation of the pixels that `is_counted`, from -1 to 1.
    fn correlation(&self, other: &Gray, is_counted: &[bool]) -> f64 {
        let of = |gray: &Gray| -> Vec<f64> {
            let counted = gray.values.iter().zip(is_counted).filter(|(_, is_counted)| **is_counted);
            let values: Vec<f64> = counted.map(|(value, _)| *value).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|value| value - mean).collect()
        };
        let (a, b) = (of(self), of(other));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
    }
}

#[test]
fn objects_are_where_the_game_has_drawn_them() {
    let Some(folder) = common::corpus() else { return };
    let path = folder.join("ko/1298/Zones/moradon.gtd");
    let files = block_on(ZoneFiles::open(&ZoneSource::File(path.clone()), None));
    let gtd = Gtd::parse(common::read(&path)).unwrap();
    let Minimap(minimap) = block_on(files.part::<Minimap>(&gtd)).unwrap().content;
    let minimap = Gray::new(&minimap.decode_rgba8(0), 4);

    let (textures, _) = block_on(read_zone_textures(&gtd, &files));
    let (pictures, ground) = (textures.pictures(PX_PER_TILE), textures.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*ground);
    let tiles = composer.tiles_per_side();
    let mut rgb = vec![0; composer.picture_bytes(tiles, tiles)];
    composer.compose(0..tiles, 0..tiles, &mut rgb);
    let bare = Gray::new(&rgb, 3).reduced(minimap.side);

    let models = block_on(read_zone_objects(&gtd, &files, &ObjectList::default())).0.unwrap();
    let sky = block_on(files.part::<SkyFile>(&gtd)).unwrap().content;
    let sun_hour = files.bundle().and_then(|bundle| bundle.sun_hour);
    let lights = SurfaceLights::of_sky(&SkyState::at(&sky, NOON_SECS, sun_hour));
    let map = ObjectMap::new(&models, gtd.extent_m().into(), composer.side_px());
    let map = map.lit_by(Some(lights)).above(Heights::new(gtd.records(), gtd.map_size()));
    map.draw_over_rows(0..map.side_px(), &mut rgb);
    let full = Gray::new(&rgb, 3).reduced(minimap.side);

    let everywhere = vec![true; minimap.values.len()];
    let mut cover = vec![0; rgb.len()];
    for (pixel, object) in cover.chunks_exact_mut(3).zip(map.rows(0..map.side_px()).chunks_exact(4)) {
        pixel.fill(object[3]);
    }
    let on_objects: Vec<bool> =
        Gray::new(&cover, 3).reduced(minimap.side).values.iter().map(|value| *value > 380.0).collect();
    let (mut results, share) = (Vec::new(), on_objects.iter().filter(|is_counted| **is_counted).count());
    for (name, counted) in [("everywhere", &everywhere), ("where objects are", &on_objects)] {
        let of = |map: &Gray| map.correlation(&minimap, counted);
        let with = of(&full);
        let turned = [
            full.turned(|x, y, last| (last - x, y)),
            full.turned(|x, y, last| (x, last - y)),
            full.turned(|x, y, _| (y, x)),
            full.turned(|x, y, last| (last - y, last - x)),
        ];
        let turned = turned.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        println!("{name}: {with:.3} with objects, {:.3} without, {turned:.3} mirrored or transposed", of(&bare));
        results.push((with, of(&bare), turned));
    }
    println!("{share} of {} pixels show objects", minimap.values.len());
    for (with, without, turned) in results {
        assert!(with > without + 0.03 && with > turned + 0.3, "{with}, {without} without, {turned} turned");
    }
}
