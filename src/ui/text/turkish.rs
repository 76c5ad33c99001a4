//! Turkish (Türkçe).
//!
//! Terms: zone bölge, tile karo, patch yama, texture doku, layer katman, vertex köşe, client istemci, bookmark yer imi,
//! view görünüm, color map renk haritası, to light up vurgulamak. What people here say in English stays: mesh, splat.

use super::super::model::PanelId;
use super::list::{
    About, Bytes, Compare, Dialogs, Drawing, Export, Frame, Help, Map, Menu, Messages, Missing, Modes, Notices,
    Overlay, Places, Settings, Statistics, Textures, Tile,
};
use super::texts::{Named, Str, Texts, named};
use crate::export::heights::{Engine, HeightsExport};
use crate::export::mesh::{MeshExport, MeshTexture};
use crate::export::textures::{TextureFormat, TexturesExport};
use crate::export::tiles::{TileValue, TilesExport};
use crate::export::{ExportKind, ExportReport, ExportStep};
use crate::input::Action;
use crate::load::LoadStep;
use crate::scene::modes::{self, ViewMode};
use crate::scene::view_settings::Filter;

pub(super) static TEXTS: Texts = Texts {
    menu: Menu {
        file: named("Dosya", "Açma, yeniden yükleme, görünümü kopyalama"),
        view: named("Görünüm", "Paneller, görünümler, tam ekran"),
        inspect: named("İncele", "Karo, baytlar ve dokular"),
        export: named("Dışa aktar", "Yükseklikler, haritalar, mesh'ler, dokular"),
        help: named("Yardım", "Tuşlar, eksik dosyalar, program hakkında"),
        missing: "{count} eksik",
        one_file_missing: "1 dosya eksik",
        files_missing: "{count} dosya eksik",
        list_one_missing: "Adı geçen 1 dosya yerinde yok: listesini açar",
        list_missing: "Adı geçen {count} dosya yerinde yok: listelerini açar",
        open: "Aç…",
        open_recent: "Son açılanlar",
        forget_recent: named("Bunları unut", "Bu listeyi boşaltır"),
        compare: named("Karşılaştır…", "Bölgenin başka bir sürümünü bununla yan yana gösterir ve farkları bulur"),
        quit: named("Çıkış", "Programı kapatır; bulunduğunuz yer hatırlanır"),
        arrange: named("Panelleri düzenle", "Bütün panelleri ilk yerlerine koyar"),
        vsync: named(
            "Ekranı bekle (vsync)",
            "Kareler ekranı bekler, görüntü yırtılmaz; kapalıyken olabildiğince hızlı çizilir",
        ),
        swap_up_down: named("Q yükselir, E alçalır", "Q ile E'nin işlevlerini değiş tokuş eder"),
        language: "Dil (Language)",
        language_of_system: named("Sistemin dili ({language})", "Destekleniyorsa sistemin ayarlı olduğu dil"),
        language_tip: "Bütün panelleri bu dilde gösterir",
        go_to_stored: "Kayıtlı görünüme git",
        store_this: "Bu görünümü kaydet",
        view_of_digit: "Görünüm {digit}",
        view_is_replaced: "Görünüm {digit} (üzerine yazar)",
        unpin: named("Karoyu bırak", "Panelini kapatır, çerçevesini kaldırır"),
        bytes: named("Dosyanın baytları", "Dosya, alanlarının ağacı olarak ve bayt bayt"),
        textures: named(
            "Karo dokuları",
            "Bölgenin bütün karo dokuları: hangileri, nerede kullanılıyor, hangileri eksik",
        ),
        light_up_none: named("Doku vurgulamasını kaldır", "Bütün karoları kendi renkleriyle gösterir"),
        missing_files: named("Eksik dosyalar ({count})", "Bölgenin adını verdiği ama yerinde olmayan dosyalar"),
        about: named("Hakkında", "Sürüm ve çizen donanım"),
    },
    frame: Frame {
        title_bar: "{panel} (başlık)",
        move_tip: "Taşımak için sürükleyin; toplamak için çift tıklayın",
        rolled_tip: "Yeniden açmak için tıklayın",
        roll_up: "Topla",
        unroll: "Aç",
        close: "Kapat",
        close_by_key: "Kapat ({key})",
        button_of: "{button}: {panel}",
    },
    help: Help {
        flying: "Uçuş",
        mouse: "Fare",
        keys: "Tuşlar",
        faster: "Beş kat hızlı",
        slower: "Onda bir hızda",
        go_to_view: "Kayıtlı görünüme git",
        store_view: "Görünümü kaydet",
        right_drag: "Sağ sürükle",
        left_drag: "Sol sürükle",
        look: "Etrafa bak; harita görünümünü kaydır",
        middle_drag: "Orta sürükle",
        alt_drag: "Alt+sürükle",
        orbit: "İmlecin altındaki noktanın çevresinde dön",
        wheel: "Tekerlek",
        speed: "Uçuş hızı; harita görünümünü yakınlaştır",
        double_click: "Çift tık",
        fly_there: "İmlecin altındaki noktaya uç",
        drop_file: "Dosya bırak",
        open_it: "Dosyayı aç",
    },
    missing: Missing {
        about: "Bölge bu dosyaların adını veriyor ama dosyalar yerinde yok. Yerlerine geçici bir doku çiziliyor.",
        copy: named("Listeyi kopyala", "Dosya yollarını her satırda bir tane olacak şekilde panoya koyar"),
    },
    settings: Settings {
        general: named("Genel", "Paneller, fare ve kamera, ekran görüntüleri"),
        quality: named("Kalite", "Ne kadar ayrıntılı ve ne kadar güçle çizildiği"),
        keys: named("Tuşlar", "Hangi tuşun ne yaptığı"),
        panels: "Paneller",
        theme: named("Renkler", "Panellerin renkleri"),
        dark: "Koyu",
        light: "Açık",
        system: "Sistem gibi",
        size: named("Boyut", "Panellerin ve yazıların boyutu; %100 masaüstününkidir"),
        camera: "Fare ve kamera",
        sensitivity: named("Fare", "Farenin bir pikseli için görünümün döndüğü derece"),
        fov: named("Görüş açısı", "Görüntünün alt kenarından üst kenarına, derece"),
        invert: named("Aşağı çekince yukarı bak", "Fare görünümü yukarı ve aşağı ters yönde çevirir"),
        screenshots: "Ekran görüntüleri",
        shot_size: named("Resim boyutu", "Resmin kenarlarının pencereninkilere oranı"),
        folder: named("Klasör", "Ekran görüntülerinin konduğu yer; boşsa resimlerin"),
        choose: "Seç…",
        usual: named("Resimlerim", "Onları resimlerinin olduğu yere koy"),
        kept: "Saklandığı yer",
        copy_path: named("Yolu kopyala", "Yolu panoya koy"),
        not_kept: "Hiçbir yerde: ayarlar için klasör yok.",
        presets: "Çizim ayrıntısı",
        details: "Filtre, örnek sayısı ve görüş uzaklığı tek tek şurada:",
        memory: named("Grafik belleği", "Bu değişince bölge grafik belleğine yeniden yüklenir"),
        limit: "En çok şu kadarını kullan",
        power: "Güç",
        saving: named(
            "Güç tasarrufu",
            "Yalnızca akan su ve bulutlar için çizilmez; klavye başka yerdeyken saniyede en çok 15 kez çizilir",
        ),
        keys_about: "Bir tuşa tıkla, sonra yerine geçecek tuşa bas; Esc vazgeçer. Tuşlar klavyedeki yerlerine göre sayılır.",
        reset_all: named("Hepsini sıfırla", "Her işleve ilk tuşlarını geri ver"),
        reset_one: named("Sıfırla", "Bu işleve ilk tuşlarını geri ver"),
        press: "bir tuşa bas…",
        rebind: "Tıkla, sonra başka bir tuşa bas",
        add: "Bir tuş daha",
        remove: named("Kaldır", "Tuş artık bir şey yapmaz"),
        conflict: "{key} ayrıca: {action}",
        no_movement: "Ctrl ile bir tuş komuttur, hareket değil",
        preset: [
            named("Otomatik", "Donanıma uyan"),
            named("Düşük", "Akıcı ve tutumlu: çift doğrusal, bir örnek, 600 m, 128 MB"),
            named("Orta", "Üç doğrusal, bir örnek, 2 km, 512 MB"),
            named("Yüksek", "Anizotropik, dört örnek, ufka kadar"),
        ],
    },
    about: About {
        what: "Knight Online arazileri için görüntüleyici ve araç kutusu.",
        version: "Sürüm",
        adapter: "Çizen",
        backend: "Grafik arayüzü",
        license: "Lisans",
    },
    modes: Modes {
        heading: "Görünüm kipi ve kaplamalar",
        mode: named("Görünüm kipi", "Zeminin neye göre renklendirildiği"),
        overlays: "Kaplamalar",
        step: named("Eğri aralığı", "Eğriler arasındaki yüksekliği seç; seçilmezse bölgeye uygun olanı alınır"),
        second_in_corner: "Karonun kuzeydoğu köşesi ikinci dokusunu gösterir.",
        darker_is_shadow: "Ne kadar koyuysa hazır gölge o kadar güçlü.",
        no_shadows: "Bölgenin hazır gölgeleri yok.",
        climb_limit: "40°'den dik yerlere tırmanılamaz.",
        texture: "Doku {index}",
        directions: [
            "değişmemiş",
            "saat yönünde çevrilmiş",
            "yarım çevrilmiş",
            "saat yönünün tersine çevrilmiş",
            "soldan sağa aynalanmış",
            "köşegene göre aynalanmış",
            "üstten alta aynalanmış",
            "ters köşegene göre aynalanmış",
        ],
        layer_counts: ["Kendi dokusu yok", "Tek doku", "İki doku"],
        full_detail: "Tam ayrıntı",
        every_vertex: "{step} köşede bir",
        grass_mask: "Maske {value}",
        no_grass: "Maske boş: hiçbir yerde çimen yok.",
        nothing: "Hiçbir şey",
        here: "Burada:",
        tiles: "{count} karo",
        every_meters: "her {step} m",
    },
    mode_name,
    overlay_name,
    statistics: Statistics {
        graph_tip: "Son karelerin milisaniyeleri, en yenisi sağda; çizgiler saniyede 60 ve 30 kare",
        frame: "Kare",
        last: "Ortanca / %95 / en kötü",
        gpu: "Ekran kartı",
        gpu_none: "saati yok",
        gpu_world: "GPU, dünya",
        gpu_ground: "– zemin",
        gpu_sky: "– gökyüzü",
        gpu_water: "– su, çizgiler",
        gpu_panels: "GPU, paneller",
        draw_calls: "Çizim çağrıları",
        triangles: "Üçgenler",
        patches: "Çizilen / bellekte / tümü",
        buffers: "GPU tamponları",
        textures: "GPU dokuları",
        queue: "Beklenen",
        queue_empty: "yok",
        queue_of: "{nodes} düğüm, {pages} sayfa, {pictures} görüntü",
        drawn: "çizildi",
        loading: "yükleniyor",
        resident: "bellekte, çizilmedi",
        culled: "ayıklandı",
    },
    overlay: Overlay {
        no_zone: "Açık bölge yok",
        drop_hint: "Buraya bir .gtd dosyası bırakın ya da Dosya > Aç",
        size: "{side} × {side} köşe, {extent}",
        eye: "Göz",
        looks: "Bakış",
        view: "Görünüm",
        map_view: "harita, kuzey yukarıda",
        cursor: "İmleç",
        tile: "Karo",
        tile_in_patch: "{x}, {z}; yama {patch_x}, {patch_z}",
        slope: "Eğim",
        frame: "Kare",
        patches: "Yamalar",
        patches_told: "{drawn} çizilen / {resident} bellekte / {total}",
        compass: ["K", "KD", "D", "GD", "G", "GB", "B", "KB"],
        moves: "Hareket",
        walking: "yürüyor",
    },
    drawing: Drawing {
        layers: "Katmanlar",
        tiles: named("Karolar", "Karo dokuları; kapalıyken her yerde renk haritası görünür"),
        color_map: named("Renk haritası", "Karoların ayırt edilemeyeceği uzaklıkta yerlerini alır"),
        shadows: named("Gölgeler", "Bölgenin hazır gölgeleri"),
        water: named("Su", "Irmaklar ve göletler"),
        sky: named("Gökyüzü", "Renk geçişi, güneş ve bulutlar"),
        fog: named("Sis", "İstemcinin formülüyle, görüş mesafesine göre ölçekli"),
        relief: named("Kabartma", "Zemini eğimine göre gölgelendirir; istemci bunu yapmaz"),
        object_names: named("Nesne adları", "Yerleştirilmiş {count} nesneden en yakınlarının adını görüntüye yazar"),
        detail: "Ayrıntı",
        automatic: named("Otomatik", "Uzaktaki zemin, belli olmadığı yerde daha az üçgenle çizilir"),
        full: named("Tam", "Ne kadar uzak olursa olsun her karo: büyük bölgelerde yavaş"),
        classic: named(
            "Klasik",
            "İstemcinin çizdiği gibi: üç ayrıntı düzeyi, 512 m görüş, onun görüş açısı ve keskin dokular",
        ),
        quality: "Kalite",
        filter: named("Filtre", "Karo dokularının nasıl filtrelendiği"),
        texture_filter: "Doku filtresi",
        samples: "Örnekler",
        samples_auto: named("oto", "İşlemci çiziyorsa bir, değilse dört"),
        samples_one: named("1", "Piksel başına bir: hızlı, kenarlarda basamaklar görünür"),
        samples_four: named("4", "Piksel başına dört: düzgün kenarlar"),
        view_distance: "Görüş mesafesi",
        limit: named("Görüş mesafesini sınırla", "Zemini yalnızca bu uzaklığa kadar çizer; yoksa ufka kadar"),
        distance_tip: "Gözden uzaklık, metre; sürükleyin ya da tıklayıp yazın",
        to_horizon: "ufka kadar",
        time_of_day: named("Günün saati", "Bölgedeki günün saati"),
        no_time: "Gökyüzü olmadan günün saati de olmaz.",
        stop_time: named("Zamanı durdur", "Zamanı durdurur"),
        run_time: named("Zamanı akıt", "Bir gün iki dakikada geçer"),
        hours: ["Şafak", "Öğle", "Akşam", "Gece yarısı"],
        sun_fixed: named("Güneş sabit: {hour}:00", "İstemcinin bölge tablosu bu bölgenin güneşini sabitliyor"),
        own_sky: "bölgenin kendi gökyüzü",
        sky_list: named("Gökyüzü", "Bölgeyi istemcinin başka bir gökyüzü altında gösterir"),
        this_sky: "Bölgeyi bu gökyüzü altında gösterir",
    },
    notices: Notices {
        dismiss: named("Kapat", "Bu iletiyi listeden kaldırır"),
        copy: named("Kopyala", "İletiyi kopyalar"),
        dismiss_all: named("Tümünü kapat", "Listeyi boşaltır"),
    },
    places: Places {
        no_zone: "Açık bölge yok.",
        name: named("Bu yerin adı", "Bu görünüme bir ad; Enter saklar"),
        add: named("Ekle", "Bu görünümü bu bölge için bu adla saklar"),
        remove: "{name} yer imini kaldırır",
        go: "Bu yere gider",
        none_kept: "Bu bölgede henüz saklanmış bir yer yok.",
        search: named("Ad veya numara ara", "Bölge adındaki sözcükler ya da numarası; Enter ilkini açar"),
        previous: "Önceki",
        next: "Sonraki",
        reading: "Klasör okunuyor…",
        no_zones: "Burada bölge yok. Pencereye bir istemci klasörü bırakın ya da bir bölge açın.",
        found: "{count} bölgeden {found} tanesi: {folder}",
        no_terrain: "arazi değil",
        part_there: "{part}: var",
        part_missing: "{part}: eksik",
        cannot_be_read: "Bu dosya okunabilen bir arazi değil",
    },
    map: Map {
        picture: "Bölgenin haritası, kuzey yukarıda",
        mouse: "Tık: oraya git   Sürükle: kaydır   Tekerlek: yakınlaştır",
        ground: named("Zemin", "Bölgenin renk haritası"),
        minimap: named("Oyunun mini haritası", "Oyunun köşede gösterdiği harita"),
        no_picture: "Bu bölgede böyle bir görüntü yok",
        whole: named("Bütün bölge", "Bölgeyi bir kenarından öbürüne gösterir"),
        tile: "karo {x}, {z}",
    },
    compare: Compare {
        drag: "Sürükleyin: çizginin solu A, sağı B",
        line: named("Ayırıcı çizgi", "Çizginin solu A, sağı B"),
        being_read: "okunuyor",
        b_being_read: "B okunuyor",
        comparing: "Karşılaştırılıyor…",
        missing: "B'nin adını verdiği {count} dosya yerinde yok",
        previous: named("Önceki fark", "Bir önceki yere uçar"),
        next: named("Sonraki fark", "Farklı olan sonraki yere uçar"),
        places: "{count} yer",
        at: "{at} / {count}",
        go: "Bu yere uçar",
        place_of_one: "{number}.  {tiles} karo: {x}, {z}",
        place: "{number}.  {tiles} karo: {x}, {z}",
        sizes_differ: "Bir kenarda A'da {a}, B'de {b} köşe var: yükseklikler ve karolar karşılaştırılamıyor. Görüntü yine de karşılaştırılıyor.",
        heights: "Yükseklikler",
        moved: "{count} köşe yer değiştirmiş, en çok {meters} m",
        moved_without_number: "{count} köşe yer değiştirmiş, sonlu olmayan bir sayıyla",
        tiles: "Karolar",
        look_different: "{count} karo farklı görünüyor",
        texture_files: "Doku dosyaları",
        added_removed: "{added} eklenmiş, {removed} çıkarılmış",
        rivers: "Irmaklar",
        ponds: "Göletler",
        same: "aynı",
        changed: "değişmiş",
    },
    export: Export {
        entry: "{what}…",
        busy: "Zaten bir dışa aktarma sürüyor",
        cancel: named("İptal", "Durdurur; yarım yazılmış bir şey kalmaz"),
        canceled_already: "Sona eriyor",
        stopping: "Durduruluyor",
        close: named("Kapat", "Bu iletiyi kaldırır"),
        copy_path: named("Yolu kopyala", "Dosya yolunu panoya koyar"),
        written: "{what}: yazıldı",
        screenshot: "Ekran görüntüsü",
    },
    bytes: Bytes {
        size: "{count} bayt",
        from: "başlangıcı: bayt {offset}",
        record: "{count} bayt; tıklayınca vurgulanır",
        choose: "Bir alana ya da bayta tıklayın",
        fly: named("Oraya uç", "Dünyada bu yeri seçer ve oraya uçar"),
        range: "{first} – {last} arası baytlar",
        file: named("Dosya", "Bölgenin hangi dosyası gösteriliyor"),
        reading: "Dosya okunuyor",
        broken: "Sonuna kadar okunamıyor",
        deciphered: "Şifreli; çözülmüş olarak gösteriliyor",
    },
    tile: Tile {
        title: "Karo {x}, {z}",
        fly: named("Oraya uç", "Bu karoya yakından bakar (F)"),
        show_bytes: named("Baytlarını göster", "Dosyanın baytlarını bu karonun kaydında açar"),
        textures: ["Birinci doku", "İkinci doku"],
        word: "Sözcük {word}, yeri: bayt {offset}",
        bit: "bit {low}",
        bits: "bit {low} – {high}",
        none: "yok",
        lies: named("{texture}, karodaki duruşuyla", "Karodaki duruşuyla, kuzey yukarıda"),
        not_loaded: "henüz yüklenmedi",
        missing: "eksik",
        texture: named("doku {index}", "Onu gösteren bütün karoları vurgular"),
        orientation: [
            "olduğu gibi",
            "saat yönünde 90° döndürülmüş",
            "180° döndürülmüş",
            "saat yönünün tersine 90° döndürülmüş",
            "sağ-sol aynalanmış",
            "devrik (köşegene göre)",
            "üst-alt aynalanmış",
            "ters devrik (öbür köşegene göre)",
        ],
        no_source: "kaynak dosyası yok",
        patch: "Yama",
        clicked: "Tıklanan",
        heights_north: "Yükseklik K",
        heights_south: "Yükseklik G",
        slopes: "Eğimler",
        slopes_told: "{south}° G, {north}° K",
        full: "Dolu",
        full_textures: "1, dokuları",
        full_color_map: "0, renk haritası",
        grass: "Çim",
        shadow: "Gölge",
        shadow_told: "{strength} / 255",
        color_map: "Renk haritası",
        sphere: "Yama küresi",
        sphere_told: "y {y}, yarıçap {radius} m",
    },
    textures: Textures {
        search: named("Dosya veya numara", "Dosya adının bir parçası ya da dokunun numarası"),
        all: named("Tümü", "Bölgenin tablosundaki bütün dokular"),
        used: named("Kullanılan", "En az bir karonun gösterdikleri"),
        unused: named("Boşta", "Hiçbir karonun göstermedikleri"),
        missing: named("Eksik", "Dosyası olmayan ya da okunamayanlar"),
        found: "{all} dokudan {found} tanesi",
        cell: "doku {index}, {uses} karo",
        cell_missing: "doku {index}, {uses} karo, eksik",
        cell_unused: "doku {index}, {uses} karo, kullanılmıyor",
        word_missing: "eksik",
        word_unused: "boşta",
        hover: "doku {index}: {path} #{tile}",
        title: "Doku {index}: {path} #{tile}",
        title_missing: "Doku {index}: {path} #{tile} (eksik, yerine geçici doku çiziliyor)",
        shown_by: "{count} karo gösteriyor",
        next: named("Sonraki yer", "Onu gösteren sonraki karoya uçar"),
        no_tile: "Hiçbir karo onu göstermiyor",
        light_up_none: named("Vurguyu kaldır", "Bütün karoları kendi renkleriyle gösterir"),
        levels: "Bütün düzeyler, her teksel bir piksel",
        level: "düzey {level}",
    },
    messages: Messages {
        panels_hidden: "Paneller gizli: {key} yeniden gösterir",
        no_zone_list: "Burada bölge listesi yok",
        place_of_number: "Yer {number}",
        place_kept: "{name} saklandı",
        bookmark_unreadable: "Bu yer imi okunamıyor",
        no_view_to_paste: "Panoda bir görünüm yok",
        speed: "{speed} m/sn",
        no_tile_picked: "Seçili karo yok: birine tıklayın",
        no_view_stored: "{digit} altında kayıtlı görünüm yok",
        view_stored: "Görünüm {digit} kaydedildi",
        view_copied: "Görünüm komut satırı olarak kopyalandı",
        diagnostics_copied: "Tanı bilgileri kopyalandı",
        culling_frozen: "Ayıklama burada donduruldu: görüntünün dışına uçun",
        culling_follows: "Ayıklama yine kamerayı izliyor",
        no_views: "Kayıtlı görünüm yok: {first} ile {last} arası tuşlar kaydeder",
        fly_through_copied: "Kopyalandı: dosya olarak render --path bunu okur",
        reading_again: "Dosyalar değişti: yeniden okunuyor",
        drop_to_open: "Açmak için bırakın",
        device_lost: "Grafik aygıtı kayboldu: yeniden çizildi",
        memory_full: "Grafik belleği dolu",
        budget_lowered: "Çizim için ayrılan bellek {megabytes} MB'a düşürüldü; --gpu-budget bunu baştan belirler.",
        drawn_with_less: "Grafik belleği dolu: daha azıyla yeniden çizildi",
        cannot_compare: "Bölgeler karşılaştırılamıyor",
        second_unopened: "Karşılaştırılacak bölge açılamıyor",
        zone_unopened: "Bölge açılamıyor",
        zone_half_loaded: "Bölge sonuna kadar yüklenemedi",
        sky_unreadable: "Gökyüzü okunamıyor",
        minimap_unreadable: "Mini harita okunamıyor",
        no_such_sky: "Böyle bir gökyüzü yok",
        known_skies: "{wanted}; istemcide bulunanlar: {known}",
        export_canceled: "{what}: iptal edildi, hiçbir şey yazılmadı",
        export_failed: "{what} dışa aktarılamadı",
        settings_unreadable: "Ayarlar okunamıyor",
        settings_unkept: "Ayarlar saklanamıyor",
        nothing_remembered: "Hiçbir şey hatırlanmayacak",
        no_home: "Ayarların saklanabileceği bir ev klasörü yok.",
        no_dialog: "Dosya penceresi yok",
        no_open_dialog: "Bu sistem dosya penceresi gösteremiyor (masaüstü portalı ya da zenity gerekir). Bunun yerine pencereye bir .gtd dosyası bırakın ya da adını komut satırında verin.",
        no_save_dialog: "Bu sistem dosya penceresi gösteremiyor (masaüstü portalı ya da zenity gerekir). Komut satırı da dışa aktarır: gtd-viewer export KIND FILE -o OUT.",
        dialog_gone: "Dosya pencerelerini gösteren masaüstü portalı yanıt gelmeden sonlandı. Yeniden deneyin.",
        walking: "Yürüyorsun",
        flying: "Uçuyorsun",
        no_ground: "Yürünecek zemin yok",
        screenshot_running: "Zaten bir ekran görüntüsü alınıyor",
        screenshot_waits: "Ekran görüntüsü her şey yüklenince alınacak",
        screenshot_percent: "Ekran görüntüsü: %{percent}",
        no_screenshot: "Ekran görüntüsü alınamadı",
        other_zone: "Bu sırada başka bir bölge açıldı.",
        screenshot_unwritten: "Ekran görüntüsü yazılamıyor",
        no_zone: "Açık bölge yok",
    },
    dialogs: Dialogs {
        open_zone: "Bölge aç",
        terrain: "Knight Online arazisi",
        all_files: "Bütün dosyalar",
        folder_for: "{what}: içinde {name} oluşturulacak klasör",
    },
    title,
    load_step,
    filter,
    export_kind,
    export_group,
    export_step,
    export_report,
    action,
};

fn mode_name(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Dokulu", "Oyunun çizdiği gibi"),
        ViewMode::Height => named("Yükseklik", "Bölgenin en alçak yerinden en yükseğine, yüksekliğe göre"),
        ViewMode::Slope => named("Eğim", "Eğime göre; tırmanılamayan yerler kırmızı"),
        ViewMode::Layer1 => named("İlk katman", "Her karonun yalnızca ilk dokusu"),
        ViewMode::Layer2 => named("İkinci katman", "Her karonun yalnızca ikinci dokusu"),
        ViewMode::TextureIndex => named("Doku numarası", "Her karo dokusu için ayrı bir renk"),
        ViewMode::Direction => named("Yön", "Dokuların nasıl çevrildiği ve aynalandığı"),
        ViewMode::Layers => named("Tek ya da iki katman", "Karolarda bir mi iki mi doku olduğu"),
        ViewMode::Shadow => named("Yalnız gölgeler", "Beyaz zemin üzerinde hazır gölgeler"),
        ViewMode::Colormap => named("Yalnız renk haritası", "Uzak zeminin çizildiği resim, her yerde"),
        ViewMode::Detail => named("Ayrıntı düzeyleri", "Zeminin her yerde ne kadar ince çizildiği"),
    }
}

fn overlay_name(overlay: modes::Overlay) -> Named {
    use modes::Overlay as Over;
    match overlay {
        Over::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Over::Tiles => named("Karo ızgarası", "Karoların sınırları, 4 m"),
        Over::Patches => named("Yama ızgarası", "Yamaların sınırları, 32 m"),
        Over::Spheres => named("Yama küreleri", "Dosyanın yamalar için sakladığı sınır küreleri"),
        Over::Contours => named("Eş yükselti eğrileri", "Eşit yükseklikteki çizgiler, etiketleriyle"),
        Over::Grass => named("Çimen maskesi", "Dosyanın çimen çıkmasına izin verdiği yerler"),
        Over::Objects => named("Yerleştirilmiş nesneler", "Her nesnenin durduğu yerde bir işaret"),
    }
}

fn title(window: PanelId) -> Str {
    match window {
        PanelId::Help => "Tuşlar ve fare",
        PanelId::About => "Hakkında",
        PanelId::Missing => "Eksik dosyalar",
        PanelId::Drawing => "Çizim seçenekleri",
        PanelId::Map => "Harita",
        PanelId::Places => "Yerler",
        PanelId::Zones => "Bölgeler",
        PanelId::Bytes => "Dosyanın baytları",
        PanelId::Textures => "Karo dokuları",
        PanelId::Tile => "Karo",
        PanelId::Statistics => "İstatistikler",
        PanelId::Comparison => "Karşılaştırma",
        PanelId::Settings => "Ayarlar",
    }
}

fn load_step(step: LoadStep) -> Str {
    match step {
        LoadStep::Reading => "okunuyor",
        LoadStep::MeasuringGround => "zemin ölçülüyor",
        LoadStep::Sky => "gökyüzü",
        LoadStep::Water => "su",
        LoadStep::ColorMap => "renk haritası",
        LoadStep::Shadows => "gölgeler",
        LoadStep::Objects => "nesneler",
        LoadStep::TileTextures => "karo dokuları",
        LoadStep::MakingColorMap => "karolardan renk haritası yapılıyor",
    }
}

fn filter(filter: Option<Filter>) -> Named {
    match filter {
        None => named("oto", "İşlemci çiziyorsa üç doğrusal, değilse anizotropik"),
        Some(Filter::Nearest) => named("en yakın", "Her teksel bir kare: dosyada ne varsa"),
        Some(Filter::Bilinear) => named("çift doğrusal", "Yumuşak; düzeyin değiştiği yerde bir çizgi görünür"),
        Some(Filter::Trilinear) => named("üç doğrusal", "Yumuşak, düzeyler arasında da"),
        Some(Filter::Anisotropic) => {
            named("anizotropik", "Dar açılarda da keskin; işlemci çiziyorsa kare başına saniyeler sürer")
        }
    }
}

fn export_kind(kind: ExportKind) -> Named {
    match kind {
        ExportKind::Heights(HeightsExport { engine: None }) => named(
            "Yükseklikler",
            "Köşe başına bir piksel; uzantıya göre .png (16 bit), .tif, .exr, .r16, .r32 ya da .csv",
        ),
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unity) }) => {
            named("Unity için yükseklikler", "Unity arazisinin kabul ettiği boyutta 16 bit .raw, güneyden başlayarak")
        }
        ExportKind::Heights(HeightsExport { engine: Some(Engine::Unreal) }) => {
            named("Unreal için yükseklikler", "Unreal arazisinin kabul ettiği boyutta 16 bit .png")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture1 }) => {
            named("Birinci doku", "16 bit .png, karo başına bir piksel: dokunun numarası")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Texture2 }) => {
            named("İkinci doku", "16 bit .png, karo başına bir piksel: dokunun numarası")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction1 }) => {
            named("Birinci yön", "8 bit .png, karo başına bir piksel: dokunun nasıl döndüğü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction2 }) => {
            named("İkinci yön", "8 bit .png, karo başına bir piksel: dokunun nasıl döndüğü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Layers }) => {
            named("Katman sayısı", "8 bit .png, karo başına bir piksel: üzerinde kaç doku olduğu")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Slope }) => {
            named("Eğim", "8 bit .png, karo başına bir piksel: derece olarak diklik")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Shadow }) => {
            named("Gölge", "8 bit .png, karo başına bir piksel: gölgenin gücü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Grass }) => {
            named("Çim maskesi", "8 bit .png, karo başına bir piksel: dosyanın çim maskesi")
        }
        ExportKind::Splat(_) => {
            named("Splat ağırlıkları", "8 bit .png'lerden bir klasör: her karoda her doku ailesinden ne kadar olduğu")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::Baked, .. }) => {
            named("Karolarıyla mesh", "Zemin ve su, .glb ya da .obj; karolar tek görüntüde birleştirilir")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::ColorMap, .. }) => {
            named("Renk haritasıyla mesh", "Zemin ve su, .glb ya da .obj; üzerinde renk haritası")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::None, .. }) => {
            named("Görüntüsüz mesh", "Zemin ve su, .glb ya da .obj; gri")
        }
        ExportKind::Textures(TexturesExport { sheet: true, .. }) => {
            named("Doku tablosu", "Bütün karo dokuları tek bir .png'de")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Dds, .. }) => {
            named("DDS olarak dokular", "Her karo dokusu için bir .dds içeren klasör; yeniden sıkıştırılmaz")
        }
        ExportKind::Textures(TexturesExport { mips: true, .. }) => {
            named("PNG olarak dokular, bütün düzeyler", "Her karo dokusunun her düzeyi için bir .png içeren klasör")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Png, mips: false, .. }) => {
            named("PNG olarak dokular", "Her karo dokusu için bir .png içeren klasör; alfa korunur")
        }
        ExportKind::WebMap(_) => {
            named("Web haritası", "Bir sayfa ve harita parçaları içeren klasör; tarayıcıda sunucusuz açılır")
        }
    }
}

/// The submenu of an export with several variants.
fn export_group(kind: ExportKind) -> Str {
    match kind {
        ExportKind::Heights(_) => "Yükseklikler",
        ExportKind::Tiles(_) => "Karo haritaları",
        ExportKind::Mesh(_) => "Mesh",
        ExportKind::Textures(_) => "Dokular",
        ExportKind::Splat(_) | ExportKind::WebMap(_) => export_kind(kind).name,
    }
}

fn export_step(step: ExportStep) -> Str {
    match step {
        ExportStep::Beginning => "Başlıyor",
        ExportStep::ReadingTextures => "Dokular okunuyor",
        ExportStep::ReadingShadows => "Gölgeler okunuyor",
        ExportStep::WritingHeights => "Yükseklikler yazılıyor",
        ExportStep::WritingTiles => "Karolar yazılıyor",
        ExportStep::WeighingTextures => "Dokular tartılıyor",
        ExportStep::ComposingPicture => "Görüntü birleştiriliyor",
        ExportStep::BuildingMesh => "Mesh kuruluyor",
        ExportStep::WritingMesh => "Mesh yazılıyor",
        ExportStep::LayingOutSheet => "Tablo düzenleniyor",
        ExportStep::WritingTextures => "Dokular yazılıyor",
        ExportStep::DrawingMap => "Harita çiziliyor",
        ExportStep::Placing => "Yerine konuyor",
    }
}

/// A line about what an export wrote.
fn export_report(report: &ExportReport) -> String {
    match report {
        ExportReport::Heights(report) => {
            let heights = &report.sidecar;
            let (size, orientation, error) = (heights.size, &heights.orientation, heights.max_round_trip_error_m);
            let mut text = format!("{size} x {size}, {orientation}; en büyük gidiş dönüş hatası {error} m");
            if size != report.zone_size {
                text.push_str(&format!("; {0} x {0} boyutundan yeniden örneklendi", report.zone_size));
            }
            heights
                .import_with
                .iter()
                .for_each(|numbers| text.push_str(&format!("; içe aktarma değerleri: {numbers}")));
            text
        }
        ExportReport::Tiles(tiles) => format!("{0} x {0} karo, {1} değer", tiles.size, tiles.legend.len()),
        ExportReport::Splat(report) => format!("{} doku ailesi", report.families),
        ExportReport::Mesh(mesh) => {
            format!("{} zemin üçgeni, {} su üçgeni", mesh.ground_triangles, mesh.water_triangles)
        }
        ExportReport::Textures(report) => match report.files {
            None => format!("tek tabloda {} doku", report.textures),
            Some(files) => format!("{files} dosyada {} doku", report.textures),
        },
        ExportReport::WebMap(map) => {
            format!("{} parça, yakınlaştırma 0 – {}; index.html dosyasını açın", map.tiles, map.zoom_max)
        }
    }
}

fn action(action: Action) -> Named {
    match action {
        Action::Forward => named("İleri uç", "Bakılan yöne uçar"),
        Action::Back => named("Geri uç", "Geriye doğru uçar"),
        Action::Left => named("Sola uç", "Sola doğru uçar"),
        Action::Right => named("Sağa uç", "Sağa doğru uçar"),
        Action::Up => named("Yüksel", "Dümdüz yukarı uçar"),
        Action::Down => named("Alçal", "Dümdüz aşağı uçar"),
        Action::Home => named("Bölgenin tümü", "Bütün bölgeyi kenarından gösterir"),
        Action::StartView => named("Başlangıç görünümü", "Bölgenin ilk görüldüğü yere döner"),
        Action::MapView => named(
            "Harita görünümü",
            "Kuzey yukarıda olacak şekilde dümdüz aşağı bakar; bir daha basınca yeniden uçulur",
        ),
        Action::Walk => named(
            "Yürü",
            "Yürüyerek dolaş; çıkılamayacak kadar dik yamaçlar kırmızıdır. Yeniden uçmak için bir daha bas veya yüksel",
        ),
        Action::GoToView(_) => named("Git: görünüm {digit}", "{digit} altında kayıtlı görünüme uçar"),
        Action::StoreView(_) => named("Kaydet: görünüm {digit}", "Bu görünümü bu bölge için {digit} altında saklar"),
        Action::CopyView => {
            named("Görünümü komut satırı olarak kopyala", "Tam bu görünümü açan komut satırını panoya koyar")
        }
        Action::Settings => named("Ayarlar", "Tuşlar, fare, kalite ve panellerin görünüşü"),
        Action::PasteView => {
            named("Panodaki görünüme git", "Kopyalanmış bir komut satırının görünümüne, kendi bölgesinde gider")
        }
        Action::Contours => named("Eş yükselti eğrileri", "Aynı yükseklikteki yerleri birleştiren, etiketli çizgiler"),
        Action::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Action::DrawingPanel => named("Çizim seçenekleri", "Katmanlar, ayrıntı, filtre, günün saati ve gökyüzü"),
        Action::OverviewMap => named("Genel harita", "Bölgenin yukarıdan görünüşü; tıklanan yere gidilir"),
        Action::Places => named("Yerler", "Bu bölgenin kayıtlı görünümleri ve adlı yer imleri"),
        Action::ZoneList => named("Bölge listesi", "İstemcinin bölgeleri, arama alanıyla"),
        Action::NextZone => named("Sonraki bölge", "Listedeki sonraki bölgeyi açar"),
        Action::PreviousZone => named("Önceki bölge", "Listede bundan önceki bölgeyi açar"),
        Action::Statistics => named("İstatistikler", "Süreler, çizim çağrıları, bellek ve beklenenler"),
        Action::FreezeCulling => {
            named("Ayıklamayı dondur", "Zemini seçen gözü burada bırakır ve hangi yamaların seçildiğini gösterir")
        }
        Action::FlyThrough => {
            named("Kayıtlı görünümler boyunca uç", "1. görünümden 9. görünüme uçar; herhangi bir tuş bitirir")
        }
        Action::Screenshot => named("Ekran görüntüsü", "Görüntüyü panelsiz olarak PNG dosyasına kaydeder"),
        Action::CopyFlyThrough => named(
            "Uçuş yolunu kopyala",
            "Kayıtlı görünümler boyunca giden yolu, render --path komutunun okuduğu dosya olarak panoya koy",
        ),
        Action::CopyDiagnostics => named(
            "Tanı bilgilerini kopyala",
            "Sürüm, ekran kartı, görünüm ve seçili karoyu hata bildirimi için panoya koyar",
        ),
        Action::LookAtPick => named("Seçili karoya bak", "Tıklanan karoya uçar"),
        Action::OpenFile => named("Dosya aç", "Bir bölgenin .gtd dosyası seçilir"),
        Action::Reload => named("Dosyaları yeniden yükle", "Bölgenin dosyalarını yeniden okur; kamera yerinde kalır"),
        Action::FullScreen => named("Tam ekran", "Ekranı kaplar ya da pencereye döner"),
        Action::HidePanels => named("Panelleri gizle", "Görüntüden başka her şeyi gizler"),
        Action::Help => named("Yardım", "Bütün tuşlar ve farenin yaptıkları"),
        Action::Escape => named("Fareyi bırak, açık olanları kapat", "Fareyi serbest bırakır ve panelleri kapatır"),
    }
}
