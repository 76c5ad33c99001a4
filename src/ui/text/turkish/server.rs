//! Texts about the server's half of a zone.

use super::super::list::ServerCheck;
use super::super::texts::named;

pub(super) const TEXTS: ServerCheck = ServerCheck {
    none: "Sunucu verisi yok. Sunucu klasöründe haritalar (.smd) ve tablolar (.sql, .csv) bulunur; klasör bu bölgenin \
           klasöründeki tüm bölgeler için hatırlanır. Pencereye de bırakılabilir.",
    choose: named("Sunucu verileri…", "Bu klasördeki tüm bölgeler için sunucunun harita ve tablo klasörünü seçer"),
    forget: named("Sunucu verilerini unut", "Bu klasördeki tüm bölgeler için sunucu klasörünü unutur"),
    checking: "Denetleniyor…",
    nothing: "Bulgu yok: sunucunun haritası ve tabloları bölgeye uyuyor.",
    errors: "Hatalar ({count})",
    warnings: "Uyarılar ({count})",
    infos: "Bilgiler ({count})",
    go_tip: "Tıklayınca oraya uçar ve karoyu seçer",
    paired: "Sunucu verileri: bölge {number}, {map}, {by}",
    paired_map: "Sunucu verileri: {map}, {by}",
    paired_zone: "Sunucu verileri: bölge {number}, haritasız",
    unpaired: "{folder} içinde bu bölgeye ait sunucu verisi yok",
    by_table: "bölge tablosuna göre",
    by_name: "adına göre",
    by_heights: "yüksekliklere göre, %{share}",
    by_choice: "verildiği gibi, yüksekliklerin %{share} kadarı eşit",
    no_zone: "Sunucu verilerinden önce bir bölge açın",
    not_in_page: "Tarayıcıda sunucu dosyaları okunmaz. Masaüstü programı onları okur.",
    dialog: "Sunucunun harita ve tablo klasörünü seçin",
};
