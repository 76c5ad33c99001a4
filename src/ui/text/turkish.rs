//! Turkish (Türkçe).
//!
//! The terms are in the table of CONTRIBUTING.md. Tooltips are in the third person ("gösterir"), instructions in the
//! polite imperative ("tıklayın"), names of commands in the short one ("Aç").

mod marks;
mod server;

use super::super::model::PanelId;
use super::list::{
    About, Address, Bytes, Compare, ContextMenu, Dialogs, Drawing, Export, Frame, Gallery, GoTo, Help, Hidden,
    KindList, Map, Measure, Menu, Messages, Missing, Modes, Notices, Object, OtherZones, Places, Settings, SingleModel,
    Statistics, Status, Textures, Tile, Welcome,
};
use super::texts::{Named, Str, Texts, any_count, fault, named};
use crate::export::heights::{Engine, HeightsExport};
use crate::export::marks::MarkChoice;
use crate::export::mesh::{MeshContents, MeshExport, MeshTexture};
use crate::export::textures::{TextureFormat, TexturesExport};
use crate::export::tiles::{TileValue, TilesExport};
use crate::export::{ExportKind, ExportOption, ExportReport, ExportStep, Program, Remedy};
use crate::input::Action;
use crate::load::LoadStep;
use crate::scene::modes::{self, ViewMode};
use crate::scene::number_format::NumberFormat;
use crate::scene::view_settings::{Filter, Lighting};

const NUMBERS: NumberFormat = NumberFormat::TURKISH;

pub(super) static TEXTS: Texts = Texts {
    numbers: NUMBERS,
    menu: Menu {
        file: named("Dosya", "Bölge açma, yeniden yükleme ve karşılaştırma"),
        view: named("Görünüm", "Paneller, görünümler, tam ekran"),
        camera: named("Kamera", "Harita görünümü, yürüme, saklanan görünümler"),
        inspect: named("İncele", "Karo, baytlar ve dokular"),
        export: named("Dışa aktar", "Başka programlar için dışa aktarma"),
        help: named("Yardım", "Tuşlar, eksik dosyalar, program hakkında"),
        missing: "{count} eksik",
        files_missing: any_count("{count} dosya eksik"),
        list_missing: any_count("Bölgenin kullandığı {count} dosya bulunamadı. Liste için tıklayın"),
        open: "Aç…",
        open_folder: named("İstemci klasörü aç…", "Kurulu bir oyunun bölgelerini listeler"),
        open_recent: "Son açılanlar",
        forget_recent: named("Listeyi temizle", "Bu listedeki bütün girdileri kaldırır"),
        compare: named("Karşılaştır…", "Bu bölgeyi başka bir sürümüyle yan yana karşılaştırır"),
        quit: named("Çıkış", "Programı kapatır (yeriniz kaydedilir)"),
        arrange: named("Düzeni sıfırla", "Bütün panelleri varsayılan boyutlarına getirir"),
        vsync: named("VSync", "Kareleri ekranla eşzamanlar. Kapalı: daha yüksek kare hızı, yırtılma olabilir"),
        swap_up_down: named("Q ile E'nin yerini değiştir", "Q ile yükselir, E ile alçalır"),
        language: "Dil (Language)",
        language_of_system: named("Sistem varsayılanı ({language})", "Destekleniyorsa sistemin dilini izler"),
        language_tip: "Bu dili kullanır",
        go_to_stored: "Kayıtlı görünüme git",
        store_this: "Geçerli görünümü kaydet",
        view_of_digit: "Görünüm {digit}",
        view_is_replaced: "Görünüm {digit} (üzerine yazar)",
        unpin: named("Seçimi kaldır", "Seçili karonun ya da nesnenin çerçevesini kaldırır"),
        bytes: named("Dosya baytları", "Dosyayı alan ağacı ve onaltılık baytlar olarak gösterir"),
        textures: named("Karo dokuları", "Bölgenin bütün karo dokularını, kullanımlarını ve eksik dosyaları gösterir"),
        light_up_none: named("Vurguyu kaldır", "Karoları vurgulamayı bırakır"),
        server_check: named(
            "Sunucu denetimi",
            "Bölge ile sunucunun haritası ve tabloları arasında uymayanları listeler",
        ),
        game_marks: named(
            "Sunucu verileri",
            "Canavarları, geçitleri, adlı alanları ve sunucu ile istemci dosyalarının diğer işaretlerini listeler",
        ),
        missing_files: named("Eksik dosyalar ({count})", "Bölgenin kullandığı ama bulunamayan dosyaları gösterir"),
        welcome: named("Karşılama", "Son açılan bölgeleri, bölge açmayı ve uçmayı gösterir"),
        about: named("Hakkında", "Sürüm, ekran kartı ve lisans"),
    },
    frame: Frame {
        close: "Kapat",
        close_by_key: "Kapat ({key})",
        button_of: "{button}: {panel}",
        resize: named("Kenar", "Boyutlandırmak için sürükleyin, varsayılan boyut için çift tıklayın"),
        left_dock: named("Sol panel", "Sol paneli göster ya da gizle: görüntüleme, yerler, karşılaştırma"),
        right_dock: named("Sağ panel", "Sağ paneli göster ya da gizle: karo, dokular, baytlar, istatistikler"),
        tools: "Araçlar",
        select: named("Seç", "Nesne ya da karo seçmek için tıklayın"),
    },
    help: Help {
        flying: "Uçuş",
        mouse: "Fare",
        keys: "Tuşlar",
        faster: "5 kat hızlı",
        slower: "10 kat yavaş",
        go_to_view: "Kayıtlı görünüme git",
        store_view: "Geçerli görünümü kaydet",
        right_click: "Sağ tık",
        point_menu: "Noktanın menüsü",
        right_drag: "Sağ sürükle",
        left_drag: "Sol sürükle",
        look: "Etrafa bak; harita görünümünde kaydır",
        middle_drag: "Orta sürükle",
        alt_drag: "Alt+sürükle",
        orbit: "İmlecin altındaki noktanın çevresinde dön",
        wheel: "Tekerlek",
        speed: "Uçuş hızı; harita görünümünde yakınlaştır",
        click: "Tıklama",
        select: "Nesne ya da karo seç",
        command_click: "{key}+tıklama",
        add_object: "Nesneyi seçime ekle",
        alt_click: "Alt+tıklama",
        select_ground: "Nesnelerin arkasındaki karoyu seç",
        double_click: "Çift tık",
        fly_there: "İmlecin altındaki noktaya uç",
        drop_file: "Dosya bırak",
        open_it: "Dosyayı aç",
        fingers: "Parmaklar",
        one_finger: "Tek parmak",
        tap: "Dokunma",
        double_tap: "Çift dokunma",
        fly_to_point: "Noktaya uç",
        two_fingers: "İki parmak",
        fly_aside: "Yana, yukarı ve aşağı uç",
        pinch: "İki parmakla aç, kapat",
        fly_ahead: "İleri ve geri uç; harita görünümünde yakınlaştır",
    },
    missing: Missing {
        about: "Bölge bu dosyaları kullanıyor ama dosyalar bulunamadı. Eksik dokuların yerine geçici bir doku çizilir.",
        copy: named("Listeyi kopyala", "Yolları her satırda bir tane olacak şekilde panoya kopyalar"),
    },
    welcome: Welcome {
        about: "Knight Online bölgelerini keşfedin: üzerlerinde uçun, her karoyu ve baytı inceleyin; Blender, Unity ya \
                da web için dışa aktarın.",
        resume: named("{zone} ile devam et", "Son açılan bölgeyi bıraktığınız yerde açar"),
        open_folder: named("İstemci klasörü aç…", "Kurulu bir oyunun bölgelerini listeler"),
        open_file: named("Dosya aç…", "Tek bir .gtd dosyasını açar"),
        drop: "ya da birini buraya bırakın",
        recent: "Son açılan bölgeler",
        flying: "Uçuş",
        fly: "Uç",
        up_and_down: "Yüksel ve alçal",
        look: "Etrafa bak",
    },
    settings: Settings {
        general: named("Genel", "Paneller, fare ve kamera, ekran görüntüleri"),
        quality: named("Kalite", "Çizim kalitesi, grafik belleği ve güç tasarrufu"),
        keys: named("Tuşlar", "Klavye kısayolları"),
        panels: "Paneller",
        theme: named("Tema", "Koyu ya da açık paneller"),
        dark: "Koyu",
        light: "Açık",
        system: "Sistem varsayılanı",
        size: named("Arayüz ölçeği", "Panellerin ve yazıların boyutu; %100 masaüstünde ayarlı boyuttur"),
        camera: "Fare ve kamera",
        sensitivity: named("Fare hassasiyeti", "Fare hareketinin bir pikseli için görünümün döndüğü derece"),
        fov: named("Görüş açısı", "Dikey görüş açısı, derece"),
        invert: named("Dikey bakışı ters çevir", "Fareyi aşağı çekince yukarı bakılır"),
        reduce_motion: named("Hareketi azalt", "Başka yerlere uçmadan gider; karşılama ekranının kamerası durur"),
        screenshots: "Ekran görüntüleri",
        shot_size: named("Çözünürlük", "Pencereye göre genişlik ve yükseklik"),
        folder: named("Klasör", "Ekran görüntülerinin kaydedildiği yer; boşsa resimler klasörünüz"),
        choose: "Seç…",
        usual: named("Resimler klasörü", "Ekran görüntülerini resimler klasörünüze kaydeder"),
        server_command: named(
            "Sunucu komutu",
            "Zemine sağ tıklayınca kopyalanan komut: {x}, {y}, {z} metredir, {zone} bölgenin numarasıdır",
        ),
        server_command_about: "Zemine sağ tıklayınca kopyalanır. Burada: {example}",
        kept: "Ayar dosyası",
        copy_path: named("Yolu kopyala", "Yolu panoya kopyalar"),
        not_kept: "Kaydedilmiyor: ayar klasörü bulunamadı.",
        presets: "Çizim kalitesi",
        details: "Filtre, kenar yumuşatma ve görüş mesafesini ayrı ayrı ayarlayın:",
        memory: named("Grafik belleği", "Değiştirilince bölge grafik belleğine yeniden yüklenir"),
        limit: "… MB ile sınırla",
        limit_to: "Sınırla:",
        percent: "%{percent}",
        power: "Güç",
        saving: named(
            "Güç tasarrufu",
            "Su ve bulutları canlandırmaz; pencere arka plandayken saniyede en çok 15 kare çizer",
        ),
        keys_about: "Bir tuşa tıklayın, sonra yenisine basın; Esc vazgeçer. Tuşlar düzenden bağımsız olarak konumlarına göre atanır.",
        reset_all: named("Tümünü varsayılana sıfırla", "Bütün işlevlerin varsayılan tuşlarını geri yükler"),
        reset_one: named("Sıfırla", "Bu işlevin varsayılan tuşlarını geri yükler"),
        press: "Bir tuşa basın…",
        rebind: "Tıklayın, sonra yeni tuşa basın",
        add: "Tuş ekle",
        remove: named("Kaldır", "Bu tuşu işlevden kaldırır"),
        conflict: "{key} şunda da kullanılıyor: {action}",
        no_movement: "Hareket tuşları Ctrl ile birleştirilemez",
        preset: [
            named("Otomatik", "Ekran kartına göre seçilir"),
            named("Düşük", "Çift doğrusal filtre, kenar yumuşatma yok, 600 m görüş mesafesi, 128 MB grafik belleği"),
            named("Orta", "Üç doğrusal filtre, kenar yumuşatma yok, 2 km görüş mesafesi, 512 MB grafik belleği"),
            named("Yüksek", "Anizotropik filtre, 4x kenar yumuşatma, sınırsız görüş mesafesi"),
        ],
    },
    about: About {
        what: "Knight Online arazilerini görüntüler, inceler ve dönüştürür.",
        version: "Sürüm",
        adapter: "Ekran kartı",
        backend: "API",
        license: "Lisans",
    },
    modes: Modes {
        heading: "Görünüm kipi ve kaplamalar",
        mode: named("Görünüm kipi", "Zeminin nasıl renklendirildiği"),
        overlays: "Kaplamalar",
        step: named("Eğri aralığı", "Eğriler arasındaki yüksekliği ayarlar; kapalıysa otomatik"),
        second_in_corner: "Karonun kuzeydoğu köşesi ikinci dokusunu gösterir.",
        darker_is_shadow: "Daha koyu, daha güçlü hazır gölge demektir.",
        no_shadows: "Bu bölgenin hazır gölgeleri yok.",
        climb_limit: "40°'den dik yerlere tırmanılamaz.",
        walking: "Yürüme",
        too_steep: "Tırmanmak için çok dik (40° üstü)",
        water: "Su: içinden yürünebilir",
        fly_again: "{key} ya da {up}: yeniden uçuş",
        texture: "Doku {index}",
        layer_counts: ["Doku yok", "Tek doku", "İki doku"],
        full_detail: "Tam ayrıntı",
        every_vertex: "{step} köşede bir",
        grass_mask: "Maske {value}",
        drawn: any_count("{count} kez çizildi"),
        texels_per_m: "metrede {count} teksel",
        no_grass: "Çimen maskesi boş.",
        nothing: "Yok",
        texture_found: "Bulundu",
        texture_missing: "Eksik",
        here: "İmleçte:",
        tiles: any_count("{count} karo"),
        every_meters: "{step} m'de bir",
        of_game_marks: "Sunucu ve eşlik eden dosyalardan",
    },
    mode_name,
    overlay_name,
    statistics: Statistics {
        graph_tip: "Milisaniye olarak kare süreleri, en yenisi sağda. Çizgiler saniyede 60 ve 30 kareyi gösterir",
        frame: "Kare",
        last: "Ortanca / %95 / en kötü",
        gpu: "GPU",
        gpu_none: "GPU zamanlaması yok",
        gpu_world: "GPU, dünya",
        gpu_ground: "– zemin",
        gpu_sky: "– gökyüzü",
        gpu_water: "– su, çizgiler",
        gpu_panels: "GPU, paneller",
        draw_calls: "Çizim çağrıları",
        triangles: "Üçgenler",
        nodes: "Düğüm: çizilen / yüklü / tümü",
        objects: "Nesne / parça / çağrı / üçgen",
        buffers: "GPU tamponları",
        textures: "GPU dokuları",
        queue: "Yükleniyor",
        queue_empty: "yok",
        queue_nodes: any_count("{count} düğüm"),
        queue_pages: any_count("{count} sayfa"),
        queue_images: any_count("{count} doku"),
        drawn: "çizildi",
        loading: "yükleniyor",
        resident: "yüklü, çizilmedi",
        culled: "ayıklandı",
    },
    status: Status {
        no_zone: "Açık bölge yok",
        drop_hint: "Buraya bir .gtd dosyası bırakın ya da Dosya > Aç'ı seçin",
        size: "{side} × {side} köşe, {extent}",
        eye: "Kamera",
        looks: "Yön",
        map_view: "Harita görünümü",
        meters_high: "{meters} yükseklik",
        cursor: "İmleç",
        tile: "Karo",
        slope: "Eğim",
        speed: "Hız",
        walking: "Yürüyor",
        compass: ["K", "KD", "D", "GD", "G", "GB", "B", "KB"],
    },
    drawing: Drawing {
        layers: "Katmanlar",
        tiles: named("Karolar", "Karo dokuları. Kapalı: her yerde renk haritası"),
        color_map: named("Renk haritası", "Uzakta karo dokularının yerini alır"),
        shadows: named("Gölgeler", "Bölgenin hazır gölgeleri"),
        water: named("Su", "Irmaklar ve göletler"),
        objects: named("Nesneler", "Evler, ağaçlar, köprüler ve diğer nesneler"),
        sky: named("Gökyüzü", "Renk geçişi, güneş ve bulutlar"),
        fog: named("Sis", "İstemcinin sisi, görüş mesafesine göre ölçekli"),
        relief: named("Kabartma", "Zemini eğimine göre gölgelendirir (oyunda yok)"),
        object_names: named("Nesne adları", "En yakın nesnelerin adlarını gösterir; bu bölgede {count} nesne var"),
        gates_open: named("Açık kapılar", "Kapıları açık, kolları çevrilmiş gösterir"),
        lighting: "Işıklandırma",
        detail: "Ayrıntı",
        automatic: named("Otomatik", "Uzakta, farkın görünmediği yerde daha az üçgen"),
        full: named("Tam", "Her uzaklıkta bütün karolar; büyük bölgelerde yavaş"),
        classic: named(
            "Klasik",
            "Oyun istemcisi gibi: 3 ayrıntı düzeyi, 512 m görüş mesafesi, onun görüş açısı, doku keskinliği ve ışıklandırması",
        ),
        quality: "Kalite",
        filter: named("Filtre", "Karoların doku filtresi"),
        texture_filter: "Doku filtresi",
        samples: "Kenar yumuşatma",
        samples_auto: named("Oto", "Yazılım çiziminde kapalı, ekran kartlarında 4x"),
        samples_one: named("Kapalı", "Piksel başına 1 örnek: hızlı, tırtıklı kenarlar"),
        samples_four: named("4x", "Piksel başına 4 örnek: düzgün kenarlar"),
        view_distance: "Görüş mesafesi",
        limit: named("Görüş mesafesini sınırla", "Bu uzaklığın ötesindeki zemini çizmez"),
        object_distance: "Nesne mesafesi",
        limit_objects: named("Nesne mesafesini sınırla", "Bu uzaklığın ötesindeki nesneleri çizmez"),
        object_density: named(
            "Küçük nesneler",
            "Küçük nesnelerin çizilen oranı. Evler gibi büyük nesneler her zaman çizilir",
        ),
        distance_tip: "Kameraya uzaklık, metre; sürükleyin ya da tıklayıp yazın",
        to_horizon: "Sınırsız",
        time_of_day: named("Günün saati", "Bölgedeki günün saati"),
        sun_dial: named(
            "Güneş saati",
            "Güneşi sürükleyin ya da ok tuşlarını ve tekerleği kullanın. Öğle üstte, gece çizginin altındadır",
        ),
        no_time: "Gökyüzü olmadan günün saati kullanılamaz.",
        stop_time: named("Zamanı duraklat", "Günün saatini duraklatır"),
        run_time: named("Zamanı ilerlet", "Günün saatini ilerletir: bir gün 2 dakikada geçer"),
        hours: ["Şafak", "Öğle", "Akşam", "Gece yarısı"],
        sun_fixed: named("Güneş sabit: {hour}:00", "Zones.tbl bu bölgede güneşi sabitliyor"),
        own_sky: "Bölge varsayılanı",
        sky_list: named("Gökyüzü", "Bu istemcinin başka bir gökyüzünü kullanır"),
        this_sky: "Bu gökyüzünü kullanır",
    },
    hidden: Hidden {
        heading: "Gösterilen nesneler",
        categories: [
            named("Ağaçlar", "Bu bölgedeki ağaçlar: {count}"),
            named("Bitkiler", "Bu bölgedeki otlar, sazlar ve çalılar: {count}"),
            named("Efektler", "Bu bölgedeki ateş, duman, sis ve şelaleler: {count}"),
            named(
                "Olay nesneleri",
                "Bu bölgede rolü olan kapılar, kollar, geçitler, bağlanma noktaları ve diğerleri: {count}",
            ),
        ],
        count: any_count("{count} nesne gizli"),
        show_all: named("Tümünü göster", "Tüm nesneleri yeniden gösterir"),
        hide: named("Gizle", "Bu nesneyi gizler; resimler ve dışa aktarımlar onu içermez"),
        hide_kind: named("Türünü gizle", "Aynı parçalardan oluşan tüm nesneleri gizler"),
        isolate: named("Yalnız bunu göster", "Diğer tüm nesneleri gizler"),
    },
    notices: Notices {
        dismiss: named("Kapat", "Bu iletiyi kapatır"),
        copy: named("Kopyala", "Bu iletiyi kopyalar"),
        again: named("Yeniden dışa aktar…", "Seçenekleri ve yeri yeniden seçtirir"),
        dismiss_all: named("Tümünü kapat", "Bütün iletileri kapatır"),
        textures_missing: "Bulunamayan doku: {missing} / {total}",
        placeholder_colors: "Zemin, her doku türü için bir renkle çiziliyor.",
        locate_client: named(
            "İstemci klasörünü seç…",
            "Oyunun DTex içeren klasörünü seçtirir ve bölgeyi yeniden yükler",
        ),
        list_files: named("Listele", "Eksik dosyaları listeler"),
    },
    places: Places {
        no_zone: "Açık bölge yok.",
        name: named("Yer adı", "Geçerli görünümün adı; Enter kaydeder"),
        add: named("Ekle", "Bu bölgenin geçerli görünümünü bu adla kaydeder"),
        remove: "{name} yerini kaldırır",
        go: "Bu yere gider",
        none_kept: "Bu bölgede henüz kayıtlı yer yok.",
    },
    gallery: Gallery {
        search: named("Ad veya numara ara", "Bölge adı ya da numarası; ok tuşları bölge seçer, Enter açar"),
        sort: named("Sıralama", "Bölgelerin sırası"),
        sort_by_name: "Ada göre",
        sort_by_size: "Boyuta göre",
        sort_by_recent: "Son açılanlar",
        sort_by_number: "Numaraya göre",
        previous: "Önceki",
        next: "Sonraki",
        folder: named("İstemci klasörü", "Bölgeleri gösterilen istemci klasörü"),
        open_island: named("Adayı aç", "Programın içindeki bölgeyi açar"),
        island: "Ada",
        built_in: "Programın içinde",
        reading: "Klasör okunuyor…",
        no_zones: "Henüz bölge yok",
        no_zones_in: "{folder} içinde bölge yok",
        no_zones_advice: "Bölgelerini burada görmek için kurulu bir oyunun klasörünü açın ya da pencereye bırakın.",
        nothing_found: "“{search}” ile eşleşen bölge yok",
        models: "Modeller",
        no_model_found: "“{search}” ile eşleşen model yok",
        found: any_count("{found} / {count} bölge"),
        models_found: any_count("{found} / {count} model"),
        is_open: "Açık",
        size: "{side} × {side} m",
        numbers: any_count("Numara: {numbers}"),
        textures_missing: any_count("{missing} / {all} doku eksik"),
        objects_missing: any_count("{missing} / {all} nesne dosyası eksik"),
        files_missing: any_count("{missing} / {all} dosya eksik"),
        no_terrain: "Arazi dosyası değil",
        part_there: "{part}: bulundu",
        part_missing: "{part}: eksik",
        cannot_be_read: "Okunamıyor",
        more: "Menü: {zone}",
        open: named("Aç", "Bu bölgeyi açar"),
        open_model: named("Aç", "Bu modeli açar"),
        compare: named("Açık bölgeyle karşılaştır", "İki bölgeyi yan yana, değişikliklerin listesiyle gösterir"),
    },
    map: Map {
        picture: "Bölgenin haritası, kuzey yukarıda",
        mouse: "Tık: oraya git   Sürükle: kaydır   Tekerlek: yakınlaştır",
        ground: named("Zemin", "Bölgenin renk haritası"),
        minimap: named("Oyun mini haritası", "Oyundaki mini harita görüntüsü"),
        no_picture: "Bu bölgenin mini haritası yok",
        whole: named("Bütün bölge", "Bütün bölgeyi sığdırır"),
        tile: "karo {x}, {z}",
    },
    compare: Compare {
        drag: "Karşılaştırmak için sürükleyin: solda {a}, sağda {b}",
        end: named("Karşılaştırmayı bitir", "Yalnızca açık bölgeyi yeniden gösterir (Esc)"),
        line: named("Ayırıcı çizgi", "Çizginin solunda {a}, sağında {b} gösterilir"),
        glow: named("Değişen karoları boya", "Bölgelerin ayrıldığı yerleri fark türüne göre zeminde ve haritada boyar"),
        b_being_read: "{name} yükleniyor",
        comparing: "Karşılaştırılıyor…",
        missing: any_count("{name}: {count} dosya bulunamadı"),
        previous: named("Önceki fark", "Önceki farka uçar"),
        next: named("Sonraki fark", "Sonraki farka uçar"),
        places: any_count("{count} yer"),
        at: "{at} / {count}",
        go: "Bu yere uçar",
        place: any_count("{number}.  {tiles} karo: {x}, {z}"),
        sizes_differ: "Kenardaki köşe sayısı farklı: {a} {a_side}, {b} {b_side}. Yükseklikler, karolar ve çimen karşılaştırılamıyor; ayırıcı çizgi yine de çalışır.",
        heights: "Yükseklikler",
        moved: any_count("{count} köşe değişmiş, en çok {meters} m"),
        moved_without_number: any_count("{count} köşe değişmiş; bazı yükseklikler geçersiz"),
        tiles: "Karolar",
        look_different: any_count("{count} karo farklı görünüyor"),
        grass: "Çimen",
        grass_changed: any_count("{count} köşe değişmiş"),
        grass_set_changed: "başka çimen takımı",
        texture_files: "Doku dosyaları",
        added_removed: "{added} eklenmiş, {removed} çıkarılmış",
        rivers: "Irmaklar",
        ponds: "Göletler",
        other: "Diğer veriler",
        objects: "Nesneler",
        object_count: "{count} {kind}",
        object_kinds: ["eklenmiş", "çıkarılmış", "taşınmış", "değişmiş"],
        blocked: "Kapalı karolar",
        blocked_count: "{a} karo kurala aykırı",
        no_cells: "karşılaştırılmadı: çarpışma hücresi yok",
        collision: "Çarpışma",
        only_in: "{a} üçgen yalnız A'da, {b} üçgen yalnız B'de",
        not_compared: "karşılaştırılmadı: nesne dosyası yok",
        object: "{kind}: {name}, {x}, {z}",
        go_object: "Bu nesneye uçar",
        header: "başlık",
        bounds: any_count("{count} yamanın sınırları"),
        light_maps: "ışık haritaları",
        trailing: "artık baytlar",
        unseen: "görünür etkisi olmayan baytlar",
        same: "değişmemiş",
        changed: "değişmiş",
    },
    export: Export {
        entry: "{what} ({format})…",
        entry_for: "{program} için {what} ({format})…",
        folder: "klasör",
        dialog: named("Dışa aktar…", "İçeriği, programı ve seçenekleri seçtirir"),
        program: named("Program", "Dosyaları okuyacak program"),
        what: named("İçerik", "Bölgenin dışa aktarılacak bölümü"),
        options: named("Seçenekler", "Bu dışa aktarmanın ayarları"),
        no_options: "Yok",
        format: named("Biçim", "Dosya biçimi; yer sonraki adımda seçilir"),
        about: "yaklaşık {size}",
        files: any_count("{count} dosya"),
        start: named("Yer seç ve dışa aktar…", "Dosya ya da klasörü seçtirir, sonra dışa aktarır"),
        leave: named("Vazgeç", "Dışa aktarmadan kapatır"),
        busy: "Başka bir dışa aktarma sürüyor",
        cancel: named("İptal", "Dışa aktarmayı durdurur; yarım dosya kalmaz"),
        stopping: "Durduruluyor…",
        close: named("Kapat", "Bu iletiyi kapatır"),
        copy_path: named("Yolu kopyala", "Yolu panoya kopyalar"),
        show_in_folder: named("Klasörde göster", "Dosya yöneticisinde gösterir"),
        open: named("Aç", "Sistemin bu tür dosyalar için kullandığı programda açar"),
        copy_picture: named("Görüntüyü kopyala", "Başka yere yapıştırmak için görüntüyü panoya kopyalar"),
        this_model: named("Bu model", "Açık model, dokularıyla mesh olarak"),
        selection: named("Seçili nesneler", "Seçili nesneler yerlerinde, dokularıyla mesh olarak"),
        same_kind: named(
            "Bu türün bütün nesneleri",
            "Paneldeki nesneyle aynı parçalara sahip bütün nesneler yerlerinde, dokularıyla mesh olarak",
        ),
        object_file: named("Bu nesne, dosya olarak", "Paneldeki nesne, oyunun düzenleyicisinin biçiminde"),
        copy_settings: named("Değerleri kopyala", "İçe aktarma ayarlarını satır satır panoya kopyalar"),
        written: "Dışa aktarıldı: {what}",
        screenshot_written: "Ekran görüntüsü kaydedildi",
    },
    bytes: Bytes {
        size: any_count("{count} bayt"),
        from: "başlangıç: bayt {offset}",
        record: any_count("{count} bayt; vurgulamak için tıklayın"),
        choose: "Bir alan ya da bayt seçin",
        fly: named("Karoya git", "Bu karoyu seçer ve oraya uçar"),
        range: "{first} – {last} arası baytlar",
        file: named("Bölge dosyası", "Bölgenin dosyalarından birini seçer"),
        reading: "Dosya okunuyor…",
        broken: "Yalnızca kısmen okunabiliyor",
        deciphered: "Şifreli; çözülmüş olarak gösteriliyor",
    },
    address: Address {
        offset: "{field} alanının yeri: dosyanın {offset}. baytı",
        first: "ilk {record} kaydından önceki baytlar: {parts}",
        stride: "{record} kaydı başına bayt: {parts}",
        index: "bu {record} kaydının sırası",
        side: "güneyden kuzeye her sütundaki kayıt sayısı",
        x: "bu {record} kaydının x değeri: batıdan başlayarak sütunu",
        z: "bu {record} kaydının z değeri: güneyden başlayarak sütundaki yeri",
        field: "kayıtta bu alandan önceki baytlar: {parts}",
    },
    tile: Tile {
        title: "Karo {x}, {z}",
        hint: "Bir karonun değerlerini görmek için araziye tıklayın.",
        fly: named("Karoya git", "Bu karoya uçar"),
        show_bytes: named("Baytları göster", "Dosya baytlarında bu karonun kaydını gösterir"),
        textures: ["Birinci doku", "İkinci doku"],
        word: named("Karonun sözcüğü", "Karonun hangi dokuları olduğunu ve nasıl yerleştirildiklerini söyleyen 32 bit"),
        stored: named("Dosyada", "Sözcüğün dört baytı, dosyadaki sırayla"),
        number: named("Sayı", "Little-endian: ilk bayt en düşük bayttır; sayı, baytları sondan başa okur"),
        bit: "bit {low}",
        bits: "bit {low} – {high}",
        none: "yok",
        lies: named("{texture}, yerleştirildiği gibi", "Karoya yerleştirildiği gibi, kuzey yukarıda"),
        not_loaded: "henüz yüklenmedi",
        missing: "eksik",
        texture: named("doku {index}", "Onu kullanan bütün karoları vurgular"),
        orientation: [
            "değişmemiş",
            "saat yönünde 90° döndürülmüş",
            "180° döndürülmüş",
            "saat yönünün tersine 90° döndürülmüş",
            "yatay aynalanmış",
            "devrik (köşegene göre)",
            "dikey aynalanmış",
            "ters devrik (öbür köşegene göre)",
        ],
        no_source: "kaynak dosyası yok",
        patch: "Yama",
        clicked: "Tıklanan",
        heights_north: "Yükseklik, kuzey",
        heights_south: "Yükseklik, güney",
        slopes: "Eğimler",
        slopes_told: "{south}° G, {north}° K",
        full: "Tam",
        full_textures: "evet (karo dokuları)",
        full_color_map: "hayır (renk haritası)",
        grass: "Çimen",
        shadow: "Gölge",
        shadow_told: "{strength} / 255",
        color_map: "Renk haritası",
        sphere: "Yama küresi",
        sphere_told: "y {y} m, yarıçap {radius} m",
    },
    go_to: GoTo {
        field: named(
            "x z, karo x,z, 0x… ya da bir ad",
            "Metre olarak koordinatlar, bir karo, dosyanın bir baytı ya da kayıtlı bir yerin veya nesnenin adı; Enter oraya gider",
        ),
        go: "Oraya gider",
        no_places: "Metre olarak koordinatlar (461.5 218), bir karo (karo 461,218), dosyanın bir baytı (0x1ce54f) ya da \
                    kayıtlı bir yerin veya nesnenin adını yazın.",
        no_name: "“{name}” adlı kayıtlı yer ya da nesne yok.",
        not_a_place: "Koordinatlar iki sayıdır, metre olarak x ve z: 461.5 218",
        not_a_tile: "Bir karonun iki tam sayısı vardır: karo 461,218",
        not_a_byte: "Dosyanın bir baytı onaltılık bir sayıdır: 0x1ce54f",
        outside: "Bu yer haritanın dışında; harita 0 ile {extent} m arasındadır.",
        no_such_tile: "Böyle bir karo yok; en büyük numara {last}.",
        no_such_byte: "Dosya daha kısa; son baytı {last}.",
        meters_high: "{height} m yükseklikte",
        from_meters: "başlangıcı {x}, {z} m",
        byte_of: "{offset}: {place}",
        no_tile: "karo değil; baytları gösterir",
        saved_place: "kayıtlı yer",
        objects: any_count("{count} nesne, en yakını {distance} m uzakta"),
    },
    context_menu: ContextMenu {
        title: "Zemindeki nokta",
        copy_coordinates: named("Koordinatları kopyala", "Bu noktanın x ve z değerlerini metre olarak kopyalar"),
        copy_command: named("Sunucu komutunu kopyala", "Bu noktaya götüren komutu kopyalar; biçimi ayarlardadır"),
        measure_from: named("Buradan ölç", "Bu noktadan uzaklık, yükseklik ve eğim ölçer"),
        save_place: named("Bu yeri kaydet", "Bu noktanın bir görünümünü Yerler'e kaydeder"),
        look_from: named("Buradan bak", "Bu noktada göz yüksekliğine uçar"),
        show_bytes: named("Baytları göster", "Bu karonun baytlarını gösterir"),
        show_texture: named("Dokuyu göster", "Karonun bu dokusunu ve başka nerede kullanıldığını gösterir"),
    },
    measure: Measure {
        hint_first: "İlk nokta için zemine tıklayın. {end} vazgeçer.",
        hint: "Nokta eklemek için tıklayın. {remove} son noktayı kaldırır, {end} bitirir.",
        distance: "Uzaklık",
        meters_and_tiles: "{meters} m ({tiles} karo)",
        along_ground: "Zemin boyunca",
        rise: "Yükseklik farkı",
        up_and_down: "{up} m çıkış, {down} m iniş",
        slope: "Eğim",
        steepest: "en dik {slope}°",
        outside: "harita dışında",
        points: "Noktalar (x, z, metre olarak yükseklik)",
        profile: "Yükseklik kesiti; tırmanılamayacak kadar dik yerler kırmızı",
        height_at: "{distance} m uzakta {height} m",
        copy: named("Kopyala", "Sayıları ve noktaları metin olarak kopyalar"),
    },
    object: Object {
        hint: "Bölgenin bir nesne için sakladıklarını görmek için nesneye tıklayın. {key}+tıklama başka nesneleri seçime ekler. Alt+tıklama arkasındaki zemini seçer.",
        unnamed: "Adsız",
        number: "Nesne {index} / {count}",
        kind: "tür {number}",
        alike: any_count("aynısından {count} tane daha"),
        selected: any_count("{count} nesne seçili"),
        other_kinds: any_count("{count} tür daha"),
        link: named("{name}, nesne {index}", "Bu nesneyi seç"),
        frame: named("Nesneye git", "Nesnenin tamamının göründüğü yere uç"),
        show_bytes: named("Baytları göster", "Bu nesnenin kaydını yerleştirilmiş nesneler dosyasında göster"),
        role: "Görev",
        roles: [
            "Diriliş noktası",
            "İki kanatlı kapı",
            "Yukarı katlanan kapı",
            "Kol",
            "Bayrak",
            "Işınlanma kapısı",
            "Barikat",
            "Diriliş noktasını kaldırır",
            "Örs",
            "Kutsal emanet",
        ],
        unknown: "Bilinmiyor ({number})",
        nation: "Irk",
        no_nation: "Yok",
        both_nations: "Her iki ırk",
        event: "Olay numarası",
        character: "Karakter",
        with_status: "{number}, durum {status}",
        gate: "Açtığı kapı",
        levers: "Kolları",
        warp_list: "Işınlanma listesi",
        position: "Konum",
        rotation: "Dönüş",
        turn: "kuzeyden saat yönünde {degrees}°",
        quaternion: "Dördey",
        scale: "Ölçek",
        size: "En, boy, derinlik",
        bytes: "Baytlar",
        range: "{first} konumundan {size}",
        animation: "Animasyon",
        animated: "anahtarlı",
        effect: "Efekt",
        effect_file: "{file}, ölçek {size}",
        effect_offset: "Efektin uzaklığı",
        outline: named("Dış çizgi", "Nesnenin görünen dış çizgisi; yapraklarda yoktur"),
        bounds: named("Kutu", "Seçili her nesnenin çevresindeki kutu"),
        axes: named("Eksenler", "Nesnenin kendi eksenleri: x kırmızı, y yeşil, z mavi"),
        normals: named("Normaller", "Köşelerdeki normaller, saklandıkları uzunlukta"),
        wireframe: named("Üçgenler", "Nesnenin üçgenlerinin kenarları"),
        level: named(
            "Ayrıntı düzeyi",
            "Üçgenleri çizilen düzey: 0 tam ayrıntıdır. Nesnenin kendisi yine uzaklığına uyan düzeyde çizilir",
        ),
        part: "Parça {number}",
        triangles: any_count("{count} üçgen"),
        levels: named(
            "ayrıntı düzeyleri: {counts}",
            "Ağın sakladığı düzeylerin üçgenleri, tam ayrıntıdan başlayarak; her düzeyde bir öncekinin en çok %60'ı vardır",
        ),
        frames: any_count("{count} kare, saniyede {fps}"),
        texels: "{width} × {height} doku pikseli",
        blending: ["opak", "opaklığa göre karışır", "görüntüye eklenir", "eklenir, arkası opaklığa göre kararır"],
        missing: "eksik",
        none: "yok",
        flags: [
            "karışımlı",
            "sissiz",
            "çift yüzlü",
            "kameraya döner",
            "süzgeçsiz",
            "rüzgârda sallanır",
            "ışıksız",
            "malzemenin opaklığı",
            "derinlik yazmaz",
            "doku yinelenmez",
            "hep önde",
        ],
    },
    single_model: SingleModel {
        back: named("{zone} bölgesine dön", "Modelin açıldığı bölgeye, aynı görünüme döner"),
        turntable: named("Döner tabla", "Modeli yavaşça döndürür"),
        open: named("Bu modeli aç", "Bu parçanın mesh'ini tek başına gösterir"),
        open_object: named("Tek başına aç", "Bu nesneyi tek başına, döner tablada gösterir"),
        no_such_mesh: "Mesh bulunamadı",
        built_in: "Adanın mesh'leri programın içindedir. Açmak için dosyalarını “generate demo” ile kaydedin.",
    },
    kind_list: KindList {
        search: named(
            "Nesne ara",
            "Nesnenin adında ya da model ve doku dosyalarının adlarında geçen sözcükler; tırnak içindeki bölüm tek \
             sözcüktür. ↑ ve ↓ önceki ve sonraki nesneye gider",
        ),
        this_zone: named("Bu bölge", "Açık bölgenin nesneleri"),
        all_zones: named("Tüm bölgeler", "İstemci klasöründeki bütün bölgelerin aramaya uyan nesneleri"),
        order: named("Sıra", "Türlerin sırası: parçaları aynı olan nesneler bir türdür"),
        orders: ["En çok nesne", "Birinin üçgen sayısı", "Tümünün üçgen sayısı", "En büyük", "Ad"],
        traits: [
            named("Dosyası eksik", "Modelleri ya da dokuları bulunamayan veya okunamayan nesneler"),
            named("Hareketli", "Animasyon anahtarları ya da sırayla gösterilen dokuları olan nesneler"),
            named("Saydam", "Arkasındakiyle karışan parçaları olan nesneler"),
            named("Olay", "Oyunda görevi olan nesneler: kapılar, kollar, geçitler, doğma noktaları"),
            named("Harita dışında", "Bölgenin sınırı dışındaki nesneler"),
        ],
        previous: named("Önceki", "Listedeki önceki nesneye gider"),
        next: named("Sonraki", "Listedeki sonraki nesneye gider"),
        objects: any_count("{count} nesne"),
        kinds: any_count("{count} tür"),
        position: "{position} / {count}",
        kind_tip: "Tıklama bu türün sonraki nesnesine gider. Ctrl+tıklama tümünü seçime ekler",
        open: "{name} nesnelerini listele",
        close: "{name} nesnelerini gizle",
        select_all: named("Tümünü seç", "Bu türün listelenen bütün nesnelerini seçer"),
        used_by: named("Kullananlar", "Bu dosyayı kullanan türleri listeler"),
        loading: "Nesneler yükleniyor.",
        no_objects: "Bu bölgede yerleştirilmiş nesne yok.",
        nothing_found: "Uyan nesne yok.",
        search_zones: named(
            "Tüm bölgelerde ara",
            "İstemci klasöründeki bütün bölgelerin nesnelerini arka planda okur ve uyanları listeler",
        ),
        go_in_zone: "{zone} bölgesini bu nesnede açar",
        not_on_disk: "{name} istemci klasöründe yok",
    },
    game_marks: marks::TEXTS,
    server_check: server::TEXTS,
    mark_kind: marks::mark_kind,
    mark_kinds: marks::mark_kinds,
    textures: Textures {
        search: named("Dosya ya da numara ara", "Dosya adının bir parçası ya da dokunun numarası"),
        all: named("Tümü", "Doku tablosundaki bütün girdiler"),
        used: named("Kullanılan", "En az bir karoda kullanılanlar"),
        unused: named("Kullanılmayan", "Hiçbir karoda kullanılmayanlar"),
        missing: named("Eksik", "Dosyası bulunamayan ya da okunamayanlar"),
        found: any_count("{found} / {all} doku"),
        cell: any_count("doku {index}, {uses} karo"),
        cell_missing: any_count("doku {index}, {uses} karo, eksik"),
        cell_unused: "doku {index}, kullanılmıyor",
        cell_counting: "doku {index}, karolar sayılıyor…",
        counting: "Karolar sayılıyor…",
        word_missing: "eksik",
        word_unused: "kullanılmıyor",
        hover: "doku {index}: {path} #{tile}",
        title: "Doku {index}: {path} #{tile}",
        title_missing: "Doku {index}: {path} #{tile} (eksik, geçici doku gösteriliyor)",
        shown_by: any_count("{count} karoda kullanılıyor"),
        next: named("Sonraki karo", "Onu kullanan sonraki karoya uçar"),
        no_tile: "Hiçbir karoda kullanılmıyor",
        light_up_none: named("Vurguyu kaldır", "Karoları vurgulamayı bırakır"),
        levels: "Mip düzeyleri, 1:1",
        level: "düzey {level}",
        alpha: "Mip düzeyleri, 1:1. Saydam yerlerde dama deseni görünür; zemin opak çizilir.",
        size: named("Resimlerin boyutu", "Resimlerin boyutu"),
        family: named(
            "Doku ailesi",
            "Dosyaları yalnızca numarasıyla ayrılan dokular: grass_0.gtt, grass_1.gtt. Bir dosyada sekiz doku vardır; bu yüzden bir zemin türü birkaç dosyaya dağılır. Splat haritaları ailelere göre dışa aktarılır.",
        ),
        all_families: "Tüm aileler",
        no_family: "Dosyasız",
        families: any_count("{count} aile"),
        family_textures: any_count("{count} doku"),
        family_files: any_count("{count} dosya"),
    },
    other_zones: OtherZones {
        title: named(
            "Bu dosyayı kullanan başka bölgeler",
            "İstemci klasöründe, doku tablosunda aynı dosyanın adı geçen bölgeler",
        ),
        search: named(
            "Bölgelerde ara",
            "İstemci klasöründeki bütün bölgeleri arka planda okur ve bu dosyayı kullananları listeler",
        ),
        cancel: named("İptal", "Bölgeleri okumayı durdurur"),
        unavailable: "Bu bölge bir istemci klasöründe değil.",
        none: "İstemci klasöründeki başka hiçbir bölge onu kullanmıyor.",
        unreadable: any_count("{count} bölge okunamıyor"),
        open: named("Bölgeyi aç", "Bu bölgenin yerine {zone} bölgesini açar"),
        counts: "bu doku {picture}, dosyası {file} karoda",
    },
    messages: Messages {
        panels_hidden: "Paneller gizli. Göstermek için {key} tuşuna basın",
        no_zone_list: "Başka bölge bulunamadı",
        place_of_number: "Yer {number}",
        place_kept: "{name} kaydedildi",
        place_at: "{x}, {z} noktası",
        bookmark_unreadable: "Bu kayıtlı yer geçersiz",
        no_view_to_paste: "Panoda görünüm yok",
        link_waits: "Bağlantı {zone} bölgesine gidiyor: onu içeren bir istemci klasörü açın",
        speed: "{speed} m/sn",
        no_tile_picked: "Hiçbir şey seçili değil. Önce bir karoya ya da nesneye tıklayın",
        no_object_selected: "Seçili nesne yok. Önce birine tıklayın",
        objects_hidden: any_count("{count} nesne gizli. {key} tümünü gösterir"),
        all_objects_shown: "Tüm nesneler gösteriliyor",
        no_view_stored: "{digit} altında kayıtlı görünüm yok",
        view_stored: "Görünüm {digit} kaydedildi",
        view_copied: if cfg!(target_family = "wasm") {
            "Görünümün bağlantısı kopyalandı"
        } else {
            "Görünüm komut satırı olarak kopyalandı"
        },
        diagnostics_copied: "Tanı bilgileri kopyalandı",
        culling_frozen: "Ayıklama donduruldu. Hangi yamaların çizildiğini görmek için uzaklaşın",
        culling_follows: "Ayıklama kamerayı izliyor",
        no_views: "Kayıtlı görünüm yok. Kaydetmek için {first} – {last} tuşlarına basın",
        fly_through_copied: "Kamera yolu kopyalandı. render --path için dosyaya kaydedin",
        object_textures_reduced: "Nesne dokuları, grafik belleği sınırına sığsın diye küçültüldü",
        reading_again: "Dosyalar diskte değişti, yeniden yükleniyor",
        drop_to_open: "Açmak için bırakın",
        no_font: fault(
            "Bazı harfler için yazı tipi yok",
            "Bunları içeren bir yazı tipi yükleyin (Korece, Japonca ve Çince için örneğin Noto Sans CJK) ve programı yeniden başlatın.",
        ),
        letters_without_font: "Yüklü yazı tiplerinin hiçbirinde {characters} yok: bu harfler Unicode numaralarıyla kutu olarak gösterilir.",
        device_lost: "Grafik aygıtı kayboldu ve yeniden başlatıldı",
        memory_full: fault(
            "Grafik belleği dolu",
            "Ekran kartını kullanan başka programları kapatın, sonra sınırı Ayarlar > Kalite bölümünde ya da --gpu-budget ile yükseltin.",
        ),
        budget_lowered: "Bellek sınırı {megabytes} MB'a düşürüldü.",
        drawn_with_less: "Grafik belleği dolu; daha düşük sınırla yeniden başlatıldı",
        cannot_compare: fault("Bölgeler karşılaştırılamıyor", "Başka programları kapatıp yeniden karşılaştırın."),
        second_unopened: fault(
            "Karşılaştırma için {name} açılamıyor",
            "Başka bir .gtd dosyası seçin. Bu dosyadaki sorunları gtd-viewer check DOSYA listeler.",
        ),
        zone_unopened: fault(
            "Bölge açılamıyor",
            "Başka bir .gtd dosyası seçin. Bu dosyadaki sorunları gtd-viewer check DOSYA listeler.",
        ),
        zone_half_loaded: fault(
            "Bölge yalnızca kısmen yüklendi",
            "Dosyayı düzeltin ya da değiştirin, sonra Dosya > Dosyaları yeniden yükle komutunu seçin. Bölgenin geri kalanı çalışır.",
        ),
        sky_unreadable: fault(
            "Gökyüzü okunamıyor",
            "Görüntüleme panelinde başka bir gökyüzü seçin ya da dosyayı değiştirin.",
        ),
        minimap_unreadable: fault("Mini harita okunamıyor", "Dosyayı değiştirin; bu arada haritada zemin gösterilir."),
        no_such_sky: fault("Bilinmeyen gökyüzü", "Görüntüleme panelinde bunlardan birini seçin."),
        known_skies: "{wanted} adlı gökyüzü yok. Bu istemcide bulunanlar: {known}",
        export_canceled: "{what}: iptal edildi, dosya yazılmadı",
        export_failed: "{what} dışa aktarılamadı",
        adapter_refused: fault(
            "{adapter} çizemiyor; başka bir ekran kartı deneniyor",
            "Ekran kartı sürücüsünü güncellemek işe yarayabilir.",
        ),
        not_drawn: fault(
            "Ekran kartı sürücüsü görüntünün tamamını çizemiyor",
            "Ekran kartı sürücüsünü güncellemek işe yarayabilir.",
        ),
        settings_unreadable: fault(
            "Ayarlar okunamıyor",
            "Bir şey yapmanız gerekmez: okunabilen bölüm kullanılır, eski dosya yenisinin yanında saklanır.",
        ),
        settings_unkept: fault("Ayarlar kaydedilemiyor", "Ayar klasörünü yazılabilir yapın ya da diskinde yer açın."),
        nothing_remembered: fault(
            "Ayarlar kaydedilmeyecek",
            "Ev klasörünüzün ortam değişkenini ayarlayıp programı yeniden başlatın.",
        ),
        no_home: "Ayarları kaydetmek için ev klasörü bulunamadı.",
        dialog_closed: fault(
            "Dosya penceresi beklenmedik şekilde kapandı",
            "Dosya pencerelerini gösteren masaüstü portalı durdu. Yeniden deneyin.",
        ),
        no_open_dialog: fault(
            "Dosya penceresi yok (masaüstü portalı ya da zenity gerekir)",
            "Pencereye bir .gtd dosyası bırakın ya da komut satırında verin.",
        ),
        no_save_dialog: fault(
            "Dosya penceresi yok (masaüstü portalı ya da zenity gerekir)",
            "Komut satırını kullanın: gtd-viewer export KIND FILE -o OUT.",
        ),
        walking: "Yürüme. Kırmızı zemin tırmanmak için çok dik; duvarlar ve kapalı kapılar yolu keser. {key} ya da {up}: yeniden uçuş",
        flying: "Uçuş",
        no_ground: "Burada yürünecek zemin yok",
        screenshot_running: "Zaten bir ekran görüntüsü alınıyor",
        screenshot_waits: "Ekran görüntüsü her şey yüklenince alınacak",
        screenshot_percent: "Ekran görüntüsü: %{percent}",
        no_screenshot: fault(
            "Ekran görüntüsü alınamadı",
            "Ayarlar > Genel bölümünde başka bir klasör ya da çözünürlük seçip yeniden alın.",
        ),
        other_zone: "Bu sırada başka bir bölge açıldı.",
        screenshot_unwritten: fault(
            "Ekran görüntüsü kaydedilemiyor",
            "Ayarlar > Genel bölümünde yazabildiğiniz, boş yeri olan bir klasör seçin.",
        ),
        picture_copied: "Görüntü kopyalandı",
        picture_uncopied: fault("Görüntü kopyalanamıyor", "Dosyayı açıp oradan kopyalayın."),
        not_shown_in_folder: fault("Klasör gösterilemiyor", "Yolu kopyalayıp dosya yöneticinizde açın."),
        not_opened: fault("Dosya açılamıyor", "Yolu kopyalayıp bu tür dosyaları açan bir programda açın."),
        no_zone: "Açık bölge yok",
    },
    dialogs: Dialogs {
        open_zone: "Bölge aç",
        open_folder: "Bir istemci klasörü seçin",
        compare_zone: "Karşılaştırılacak bölgeyi seçin",
        screenshot_folder: "Ekran görüntüleri için bir klasör seçin",
        client_folder: "DTex içeren istemci klasörünü seçin",
        terrain: "Knight Online arazisi",
        models: "Knight Online modelleri",
        all_files: "Bütün dosyalar",
        folder_for: "{what}: {name} klasörünün oluşturulacağı yeri seçin",
    },
    title,
    tab,
    load_step,
    filter,
    lighting,
    export_kind,
    export_group,
    program,
    export_option,
    option_value,
    export_step,
    remedy,
    export_report,
    action,
};

fn mode_name(mode: ViewMode) -> Named {
    match mode {
        ViewMode::Textured => named("Dokulu", "Oyundaki gibi"),
        ViewMode::Height => named("Yükseklik", "Yüksekliğe göre, en alçak zeminden en yükseğe"),
        ViewMode::Slope => named("Eğim", "Eğime göre; tırmanılamayan yamaçlar kırmızı"),
        ViewMode::Layer1 => named("Birinci katman", "Her karonun yalnızca ilk dokusu"),
        ViewMode::Layer2 => named("İkinci katman", "Her karonun yalnızca ikinci dokusu"),
        ViewMode::TextureIndex => named("Doku numarası", "Her karo dokusu için ayrı bir renk"),
        ViewMode::MissingTextures => named("Eksik dokular", "Eksik dokular macenta, bulunanlar gri"),
        ViewMode::Direction => named("Yön", "Dokuların nasıl döndürüldüğü ve aynalandığı"),
        ViewMode::Layers => named("Katman sayısı", "Bir ya da iki dokulu karolar"),
        ViewMode::Shadow => named("Yalnız gölgeler", "Beyaz zemin üzerinde hazır gölgeler"),
        ViewMode::Colormap => named("Yalnız renk haritası", "Her yerde renk haritası"),
        ViewMode::Detail => named("Ayrıntı düzeyleri", "Her yerde çizilen ayrıntı düzeyi"),
        ViewMode::Flat => named("Düz gölgeleme", "Düz renkli yüzeyler, her üçgen eğimine göre gölgelenir"),
        ViewMode::Overdraw => named("Üst üste çizim", "Her pikselin zemin, su ve nesnelerce kaç kez çizildiği"),
        ViewMode::TexelDensity => named("Teksel yoğunluğu", "Zemin ve nesne dokularının metre başına tekselleri"),
    }
}

fn overlay_name(overlay: modes::Overlay) -> Named {
    use modes::Overlay as Over;
    match overlay {
        Over::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Over::Tiles => named("Karo ızgarası", "Karo sınırları, 4 m'de bir"),
        Over::Patches => named("Yama ızgarası", "Yama sınırları, 32 m'de bir"),
        Over::Spheres => named("Yama küreleri", "Yamaların dosyada saklanan sınır küreleri"),
        Over::Contours => named("Eş yükselti eğrileri", "Eşit yükseklikteki çizgiler, etiketleriyle"),
        Over::Grass => named("Çimen maskesi", "Dosyanın çimene izin verdiği yerler"),
        Over::Objects => {
            named("Yerleştirilmiş nesneler", "Her nesnede bir işaret; kapı, kol, geçit ve diğer roller için bir simge")
        }
        Over::Collision => named("Çarpışma", "Oyuncuları durduran nesne gövdeleri; kapılarınki onlarla döner"),
        Over::Walls => {
            named("Görünmez duvarlar", "Oyunda çizilmeyen, oyuncuları durduran duvarlar, zemin boyunca şeritler olarak")
        }
        Over::Cells => named(
            "Nesne hücreleri",
            "Dosyanın nesne ve çarpışma listelediği 16 m'lik hücreler; soluk olanlarda nesne yoktur",
        ),
        Over::Boxes => named("Nesne kutuları", "Her nesnenin çevresinde bir kutu"),
        Over::Lights => named("Nokta ışıklar", "Bölgenin lambaları, menzilleriyle ve kendi renkleriyle"),
        Over::Effects => {
            named("Efekt yerleri", "Nesnelerdeki ateş, duman ve diğer efektlerin yerleri; kendileri çizilmez")
        }
        Over::Areas => named(
            "Adlı alanlar",
            "İstemcinin adlandırdığı alanlar: güvenli bölgeler, arenalar, başka bölgelere kapılar",
        ),
        Over::Events => named("Olay karoları", "Sunucu haritasında bir olayı tetikleyen karolar, olaya göre"),
        Over::Blocked => {
            named("Kapalı karolar", "Sunucunun kapattığı karolar, oyuncuların tırmandığı eğimle karşılaştırılır")
        }
        Over::Spawns => named("Canavarlar ve NPC'ler", "Adları ve sayılarıyla doğma yerleri, devriye yolları"),
        Over::Warps => named("Geçitler ve kapılar", "Hedefleriyle geçitler, bağlanma noktaları, kapılar ve kolları"),
        Over::Regene => named("Başlangıç alanları", "Diriliş, başlangıç ve yurt alanları, odalar"),
        Over::Sounds => named("Ses alanları", "Kendi müziği ya da sesleri olan alanlar"),
        Over::Flags => named("Bayraklar", "Dalgalanan kumaşlar"),
    }
}

fn tab(panel: PanelId) -> Str {
    match panel {
        PanelId::GameMarks => "Sunucu",
        PanelId::ServerCheck => "Denetim",
        PanelId::Comparison => "Kıyas",
        _ => title(panel),
    }
}

fn title(window: PanelId) -> Str {
    match window {
        PanelId::Welcome => "gtd-viewer'a hoş geldiniz",
        PanelId::Help => "Tuşlar ve fare",
        PanelId::About => "Hakkında",
        PanelId::Missing => "Eksik dosyalar",
        PanelId::Drawing => "Görüntüleme",
        PanelId::Map => "Harita",
        PanelId::Places => "Yerler",
        PanelId::Zones => "Bölgeler",
        PanelId::GoTo => "Git",
        PanelId::Bytes => "Baytlar",
        PanelId::Textures => "Dokular",
        PanelId::Tile => "Karo",
        PanelId::Object => "Nesne",
        PanelId::Statistics => "İstatistikler",
        PanelId::GameMarks => "Sunucu verileri",
        PanelId::ServerCheck => "Sunucu denetimi",
        PanelId::Objects => "Nesneler",
        PanelId::Comparison => "Karşılaştırma",
        PanelId::Settings => "Ayarlar",
        PanelId::Export => "Dışa aktarma",
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
        LoadStep::ServerData => "sunucu verileri",
        LoadStep::TileTextures => "karo dokuları",
        LoadStep::MakingColorMap => "karolardan renk haritası yapılıyor",
    }
}

fn filter(filter: Option<Filter>) -> Named {
    match filter {
        None => named("Oto", "Yazılım çiziminde üç doğrusal, ekran kartlarında anizotropik"),
        Some(Filter::Nearest) => named("En yakın", "Dosyada saklandığı gibi filtresiz tekseller"),
        Some(Filter::Bilinear) => named("Çift doğrusal", "Yumuşak; mip düzeyi geçişleri görünür"),
        Some(Filter::Trilinear) => named("Üç doğrusal", "Mip düzeyleri arasında da yumuşak"),
        Some(Filter::Anisotropic) => named("Anizotropik", "Dar açılarda keskin; yazılım çiziminde çok yavaş"),
    }
}

fn lighting(lighting: Lighting) -> Named {
    match lighting {
        Lighting::Sun => named("Güneş", "Güneşin, gökyüzünün ve lambaların zeminin eğimine göre yumuşak ışığı"),
        Lighting::Client => {
            named("Oyundaki gibi", "Zeminde düz ışık, en çok beş lamba; büyük nesneler daha koyu, küçükler daha parlak")
        }
        Lighting::None => named("Yok", "Günün her saatinde dokular dosyadaki gibi"),
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
            named("Birinci yön", "8 bit .png, karo başına bir piksel: dokunun yönü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Direction2 }) => {
            named("İkinci yön", "8 bit .png, karo başına bir piksel: dokunun yönü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Layers }) => {
            named("Katman sayısı", "8 bit .png, karo başına bir piksel: katman sayısı")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Slope }) => {
            named("Eğim", "8 bit .png, karo başına bir piksel: derece olarak eğim")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Shadow }) => {
            named("Gölge", "8 bit .png, karo başına bir piksel: gölgenin gücü")
        }
        ExportKind::Tiles(TilesExport { value: TileValue::Grass }) => {
            named("Çimen maskesi", "8 bit .png, karo başına bir piksel: dosyanın çimen maskesi")
        }
        ExportKind::Splat(_) => named(
            "Splat haritaları (karışım ağırlıkları)",
            "8 bit .png klasörü: karo başına her doku ailesinin ağırlığı",
        ),
        ExportKind::Mesh(MeshExport { contents: MeshContents { ground: false, .. }, .. }) => {
            named("Nesnelerin mesh'i", "Yerleştirilmiş nesneler, .glb ya da .obj; dokularıyla")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::Baked, .. }) => {
            named("Karo dokulu mesh", "Zemin, su ve nesneler, .glb ya da .obj; karo dokuları tek görüntüde")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::ColorMap, .. }) => {
            named("Renk haritalı mesh", "Zemin, su ve nesneler, .glb ya da .obj; zeminde renk haritası")
        }
        ExportKind::Mesh(MeshExport { texture: MeshTexture::None, .. }) => {
            named("Zemini dokusuz mesh", "Zemin, su ve nesneler, .glb ya da .obj; zemin dokusuz")
        }
        ExportKind::Textures(TexturesExport { sheet: true, .. }) => {
            named("Doku sayfası (tek görüntü)", "Bütün karo dokuları tek bir .png'de")
        }
        ExportKind::Textures(TexturesExport { format: TextureFormat::Dds, .. }) => {
            named("DDS olarak dokular", "Her karo dokusu için bir .dds içeren klasör; yeniden sıkıştırılmaz")
        }
        ExportKind::Textures(TexturesExport { mips: true, .. }) => named(
            "PNG olarak dokular, bütün mip düzeyleri",
            "Her karo dokusunun her mip düzeyi için bir .png içeren klasör",
        ),
        ExportKind::Textures(TexturesExport { format: TextureFormat::Png, mips: false, .. }) => {
            named("PNG olarak dokular", "Her karo dokusu için bir .png içeren klasör; alfa korunur")
        }
        ExportKind::WebMap(_) => {
            named("Web haritası", "Bir sayfa ve harita parçaları içeren klasör; tarayıcıda sunucusuz açılır")
        }
        ExportKind::Marks(_) => named(
            "Oyun işaretleri",
            "Canavarların, olayların, ışınlanmaların ve alanların .csv ya da .geojson dosyası, metre",
        ),
        ExportKind::Objects(_) => named("Nesne tablosu", "Yerleştirilmiş nesne başına bir satır içeren .csv"),
        ExportKind::Shape(_) => named("Nesne dosyası", "Yerleştirilmiş tek nesnenin .n3shape dosyası"),
        ExportKind::ServerMap(_) => {
            named("Sunucu haritası", "Bölgenin yüksekliklerini, çarpışmalarını ve kapalı karolarını içeren .smd")
        }
    }
}

/// What an export writes, whatever its options.
fn export_group(kind: ExportKind) -> Named {
    match kind {
        ExportKind::Heights(_) => named("Yükseklikler", "Her köşenin yüksekliği, gri bir görüntü ya da tablo olarak"),
        ExportKind::Tiles(_) => named("Karo haritası", "Karoların bir özelliği, açıklamalı bir görüntü olarak"),
        ExportKind::Mesh(_) => named("Bölge", "Zemin, su ve nesneler, dokularıyla mesh olarak; birim metre"),
        ExportKind::Textures(_) => named("Dokular", "Bölgenin karo dokuları, dosyalar ya da tek görüntü olarak"),
        ExportKind::Splat(_) => {
            named("Splat haritaları", "Arazi boyamak için her doku ailesinin ağırlığının görüntüsü")
        }
        ExportKind::WebMap(_) => {
            named("Web haritası", "Kaydırılıp yakınlaştırılan haritalı bir sayfa; sunucu gerekmez")
        }
        ExportKind::Marks(_) => named(
            "Oyun işaretleri",
            "İstemcinin ve sunucu verilerinin canavarları, NPC'leri, olayları, ışınlanmaları, kapıları ve alanları; birim metre",
        ),
        ExportKind::Objects(_) => named("Nesne tablosu", "Her nesnenin numarası, adı, yeri, dönüşü, ölçeği ve olayı"),
        ExportKind::Shape(_) => named("Nesne dosyası", "Yerleştirilmiş nesne, oyunun düzenleyicisinin biçiminde"),
        ExportKind::ServerMap(_) => {
            named("Sunucu haritası", "Oyun sunucusu için yükseklikler, çarpışmalar ve kapalı karolar")
        }
    }
}

fn program(program: Program) -> Str {
    match program {
        Program::Blender => "Blender",
        Program::Unity => "Unity",
        Program::Unreal => "Unreal",
        Program::Godot => "Godot",
        Program::Web => "Viki, web",
        Program::Other => "Başka programlar",
    }
}

fn export_option(option: ExportOption) -> Named {
    match option {
        ExportOption::MeshTexture(_) => named("Doku", "Zemini kaplayan görüntü"),
        ExportOption::PxPerTile(_) => {
            named("Karo başına piksel", "4 m genişliğindeki karonun bir kenarındaki piksel sayısı")
        }
        ExportOption::TileValue(_) => named("Özellik", "Görüntünün gösterdiği karo özelliği"),
        ExportOption::Sheet(_) => {
            named("Tek görüntü", "Bütün dokuların bir sayfada toplandığı görüntü, yerlerinin listesiyle")
        }
        ExportOption::TextureFormat(_) => named("Biçim", "Dokuların dosya biçimi"),
        ExportOption::MipLevels(_) => named("Mip düzeyleri", "Her dokunun küçük düzeylerini de yazar"),
        ExportOption::Ground(_) => named("Zemin", "Zemini ekler"),
        ExportOption::Water(_) => named("Su", "Nehirleri, gölleri ve lavı ekler"),
        ExportOption::Marks(_) => named("İşaretler", "Yazılan işaret türleri"),
        ExportOption::Objects(_) => named("Nesneler", "Evleri, ağaçları ve yerleştirilmiş öteki nesneleri ekler"),
    }
}

fn option_value(option: ExportOption) -> Str {
    match option {
        ExportOption::MeshTexture(MeshTexture::Baked) => "Karo dokuları",
        ExportOption::MeshTexture(MeshTexture::ColorMap) => "Renk haritası",
        ExportOption::MeshTexture(MeshTexture::None) => "Yok",
        ExportOption::PxPerTile(_) => "{px} piksel",
        ExportOption::TileValue(value) => export_kind(ExportKind::Tiles(TilesExport { value })).name,
        ExportOption::TextureFormat(TextureFormat::Png) => "PNG, alfa ile",
        ExportOption::TextureFormat(TextureFormat::Dds) => "DDS, saklandığı gibi",
        ExportOption::Marks(MarkChoice::All) => "Hepsi",
        ExportOption::Marks(MarkChoice::Spawns) => "Canavarlar ve NPC'ler",
        ExportOption::Marks(MarkChoice::Events) => "Olaylar ve alanlar",
        ExportOption::Marks(MarkChoice::ObjectEvents) => "Işınlanmalar, kapılar ve öteki nesneler",
        ExportOption::Sheet(_)
        | ExportOption::MipLevels(_)
        | ExportOption::Ground(_)
        | ExportOption::Water(_)
        | ExportOption::Objects(_) => "",
    }
}

fn export_step(step: ExportStep) -> Str {
    match step {
        ExportStep::Beginning => "Başlıyor",
        ExportStep::ReadingTextures => "Dokular okunuyor",
        ExportStep::ReadingShadows => "Gölgeler okunuyor",
        ExportStep::ReadingObjects => "Nesneler okunuyor",
        ExportStep::ReadingMarks => "Oyun işaretleri okunuyor",
        ExportStep::WritingHeights => "Yükseklikler yazılıyor",
        ExportStep::WritingTiles => "Karolar yazılıyor",
        ExportStep::WeighingTextures => "Karışım ağırlıkları hesaplanıyor",
        ExportStep::ComposingPicture => "Dokular birleştiriliyor",
        ExportStep::BuildingMesh => "Mesh oluşturuluyor",
        ExportStep::WritingMesh => "Mesh yazılıyor",
        ExportStep::LayingOutSheet => "Sayfa düzenleniyor",
        ExportStep::WritingTextures => "Dokular yazılıyor",
        ExportStep::DrawingMap => "Harita çiziliyor",
        ExportStep::Placing => "Tamamlanıyor",
    }
}

fn remedy(remedy: Remedy) -> Str {
    match remedy {
        Remedy::OtherFolder => "Yazabildiğiniz, var olan bir klasör seçin ve dosyayı başka programlarda kapatın.",
        Remedy::FreeSpace => "Diskte yer açın ya da başka bir diskte klasör seçin.",
        Remedy::OtherName => "Başka bir dosya adı seçin ya da var olan dosyayı başka yere taşıyın.",
        Remedy::OtherOptions => "Karo başına daha az piksel ya da başka bir dışa aktarma türü seçin.",
        Remedy::FindTextures => {
            "Bölgeyi, dokularının bulunduğu istemci klasöründen açın ya da programı --data KLASÖR ile başlatın."
        }
        Remedy::CheckFiles => "Bölge dosyalarındaki sorunları gtd-viewer check DOSYA listeler.",
        Remedy::TryAgain => "Yeniden deneyin; yine olmazsa hata bildirimi için bu iletiyi kopyalayın.",
    }
}

/// A line about what an export wrote.
fn export_report(report: &ExportReport) -> String {
    match report {
        ExportReport::Heights(report) => {
            let heights = &report.sidecar;
            let (size, orientation, error) = (heights.size, &heights.orientation, heights.max_round_trip_error_m);
            let [size, zone_size] = [size, report.zone_size].map(|side| NUMBERS.count(u64::from(side)));
            let error = NUMBERS.localize(&error.to_string());
            let mut text = format!("{size} × {size}, {orientation}; en büyük gidiş dönüş hatası {error} m");
            if size != zone_size {
                text.push_str(&format!("; {zone_size} × {zone_size} boyutundan yeniden örneklendi"));
            }
            text
        }
        ExportReport::Tiles(tiles) => {
            format!("{0} × {0} karo, {1} değer", count(tiles.size as usize), count(tiles.legend.len()))
        }
        ExportReport::Splat(report) => {
            format!("{} doku ailesi{}", count(report.families), renamed(report.renamed.len()))
        }
        ExportReport::Mesh(mesh) => {
            let objects = mesh.objects.as_ref().map(|found| {
                let (meshes, textures) = (count(found.meshes), count(found.textures));
                format!("{} nesne ({meshes} mesh, {textures} doku)", count(found.objects))
            });
            let parts = [
                mesh.ground_triangles.map(|triangles| format!("{} zemin üçgeni", count(triangles))),
                mesh.water_triangles.map(|triangles| format!("{} su üçgeni", count(triangles))),
                objects,
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        ExportReport::Textures(report) => match report.files {
            None => format!("tek sayfada {} doku", count(report.textures)),
            Some(files) => {
                let renamed = renamed(report.renamed.len());
                format!("{} dosyada {} doku{renamed}", count(files), count(report.textures))
            }
        },
        ExportReport::WebMap(map) => {
            format!("{} parça, yakınlaştırma 0 – {}; index.html dosyasını açın", count(map.tiles), map.zoom_max)
        }
        ExportReport::Marks(report) => format!("{} işaret", count(report.marks)),
        ExportReport::Objects(report) => format!("{} nesne", count(report.objects)),
        ExportReport::Shape(report) => format!("{} parça", count(report.parts)),
        ExportReport::ServerMap(report) => {
            format!("{} çarpışma üçgeni, {} kapalı karo", count(report.triangles), count(report.blocked))
        }
    }
}

fn renamed(names: usize) -> String {
    if names == 0 { String::new() } else { format!("; {} ad, dosyalar için değiştirildi", count(names)) }
}

fn count(number: usize) -> String {
    NUMBERS.count(number as u64)
}

fn action(action: Action) -> Named {
    match action {
        Action::Forward => named("İleri git", "Bakılan yöne gider"),
        Action::Back => named("Geri git", "Geriye gider"),
        Action::Left => named("Sola git", "Sola gider"),
        Action::Right => named("Sağa git", "Sağa gider"),
        Action::Up => named("Yüksel", "Dümdüz yukarı gider"),
        Action::Down => named("Alçal", "Dümdüz aşağı gider"),
        Action::Home => named("Bölgenin tümü", "Bütün bölgeyi gösterir"),
        Action::StartView => named("Başlangıç görünümü", "Bölgenin başlangıç görünümüne döner"),
        Action::MapView => named("Harita görünümü", "Dümdüz aşağı bakar, kuzey yukarıda. Dönmek için yeniden basın"),
        Action::Walk => {
            named("Yürü", "Zeminde yürür; tırmanılamayan yamaçlar kırmızıdır. Uçmak için yeniden basın ya da yükselin")
        }
        Action::GoToView(_) => named("Git: görünüm {digit}", "{digit} altında kayıtlı görünüme uçar"),
        Action::StoreView(_) => {
            named("Kaydet: görünüm {digit}", "Bu bölgenin geçerli görünümünü {digit} altında kaydeder")
        }
        Action::CopyView if cfg!(target_family = "wasm") => {
            named("Bu görünümün bağlantısını kopyala", "Tam bu görünümü açan bağlantıyı kopyalar")
        }
        Action::CopyView => {
            named("Görünümü komut satırı olarak kopyala", "Tam bu görünümü açan komut satırını kopyalar")
        }
        Action::Settings => named("Ayarlar", "Tuşlar, fare, kalite ve tema"),
        Action::PasteView => named("Kopyalanan görünüme git", "Panodaki komut satırının bölgesini ve görünümünü açar"),
        Action::Contours => named("Eş yükselti eğrileri", "Eşit yükseklikteki çizgiler, etiketleriyle"),
        Action::Wireframe => named("Tel kafes", "Çizilen üçgenlerin kenarları"),
        Action::DrawingPanel => named("Görüntüleme", "Katmanlar, ayrıntı, filtre, günün saati ve gökyüzü"),
        Action::OverviewMap => named("Genel harita", "Bölgenin yukarıdan görünüşü; gitmek için tıklayın"),
        Action::Places => named("Yerler", "Bu bölgenin kayıtlı yerleri"),
        Action::Objects => named("Nesneler", "Bölgenin nesnelerini türlerine göre, arama ve süzgeçlerle listeler"),
        Action::ZoneList => named("Bölge galerisi", "İstemcinin bölgeleri resimlerle, arama alanıyla"),
        Action::NextZone => named("Sonraki bölge", "Listedeki sonraki bölgeyi açar"),
        Action::PreviousZone => named("Önceki bölge", "Listedeki önceki bölgeyi açar"),
        Action::Statistics => named("İstatistikler", "Kare süreleri, çizim çağrıları, bellek ve yükleme"),
        Action::FreezeCulling => named(
            "Ayıklamayı dondur",
            "Geçerli kamera konumu için çizmeye devam eder; yamalar durumlarına göre renklenir",
        ),
        Action::FlyThrough => {
            named("Kayıtlı görünümlerde uç", "1. görünümden 9. görünüme uçar; herhangi bir tuş durdurur")
        }
        Action::Screenshot => named("Ekran görüntüsü", "Görüntüyü panelsiz olarak PNG dosyasına kaydeder"),
        Action::CopyFlyThrough => {
            named("Kamera yolunu kopyala", "Kayıtlı görünümlerden geçen yolu render --path biçiminde kopyalar")
        }
        Action::CopyDiagnostics => named(
            "Tanı bilgilerini kopyala",
            "Hata bildirimi için sürüm, ekran kartı, görünüm ve seçili karoyu kopyalar",
        ),
        Action::PointMenu => {
            named("Noktanın menüsü", "Seçili ya da ortadaki noktayı kopyalar, ölçer, kaydeder ya da gösterir")
        }
        Action::GoTo => {
            named("Git…", "Koordinatlara, bir karoya, dosyanın bir baytına, kayıtlı bir yere ya da nesneye gider")
        }
        Action::Measure => named("Ölç", "Uzaklık, yükseklik ve eğim ölçer: zeminde noktalara tıklayın"),
        Action::RemovePoint => named("Son noktayı kaldır", "Ölçülen yolun son noktasını kaldırır"),
        Action::LookAtPick => named("Seçime git", "Seçili karoya ya da nesneye uçar"),
        Action::HideObjects => {
            named("Seçili nesneleri gizle", "Seçili nesneleri gizler; resimler ve dışa aktarımlar onları içermez")
        }
        Action::IsolateObjects => named("Yalnız seçilenleri göster", "Seçili nesneler dışındaki tüm nesneleri gizler"),
        Action::ShowAllObjects => named("Tüm nesneleri göster", "Gizlenen tüm nesneleri yeniden gösterir"),
        Action::OpenFile => named("Dosya aç", "Bir .gtd dosyası açar"),
        Action::Reload => named("Dosyaları yeniden yükle", "Bölgenin dosyalarını yeniden okur; kamera yerinde kalır"),
        Action::FullScreen => named("Tam ekran", "Tam ekran ile pencere arasında geçer"),
        Action::HidePanels => named("Panelleri gizle", "Yalnızca görüntüyü gösterir"),
        Action::Help => named("Yardım", "Bütün tuşlar ve fare denetimleri"),
        Action::Escape => named(
            "Fareyi bırak, aracı bitir, temizle",
            "Fareyi serbest bırakır, yoksa aracı bitirir, yoksa iletişim kutusunu kapatır, yoksa seçimi kaldırır, yoksa karşılaştırmayı bitirir",
        ),
    }
}
