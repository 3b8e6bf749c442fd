#include "shared/text/variants.h"

#include <string_view>
#include <unordered_map>

namespace uke::text {

namespace {

// One group a word; the usual form stands first. Old forms of the family register and the well-known doubles of family names.
constexpr std::u32string_view kGroups =
    // family names first: Takahashi, Yamazaki, Watanabe, Saito, Hamada, Yoshida, Sawada, Shimada, …
    U"高髙 崎﨑嵜碕 辺邉邊 斎斉齋齊 浜濱濵 吉𠮷 沢澤 島嶋嶌 橋槗𣘺 富冨 館舘 峰峯 淵渕渊 曽曾 柳栁桺 桑桒 船舩 鶴靏靍 剣劍劔釼 野埜 園薗 "
    U"滝瀧 竜龍 桜櫻 広廣 国國圀 関關 塩鹽 芦蘆 桧檜 槙槇 瀬瀨 渋澁澀 黒黑 横橫 豊豐 徳德 条條 来來 万萬 蔵藏 栄榮 巌巖 郷鄕 郎郞 縄繩 "
    U"稲稻 穂穗 "
    U"礒磯 祢禰 籠篭 亀龜 麹麴 鴎鷗 薮藪 騨驒 鉄鐵 銭錢 当當 台臺 与與 弥彌 岳嶽 戸戶 青靑 清淸 増增 荘莊 庁廳 県縣 駅驛 沖冲 桝枡 "
    // given names
    U"真眞 恵惠 寿壽 礼禮 静靜 実實 寛寬 将將 教敎 数數 晋晉 暁曉 会會 楽樂 歩步 毎每 気氣 涼凉 温溫 満滿 灯燈 為爲 画畫 禄祿 経經 総總 "
    U"絵繪 "
    U"聡聰 声聲 隣鄰 釈釋 鋭銳 録錄 錬鍊 顕顯 鶏鷄 仏佛 伝傳 児兒 両兩 勲勳勛 区區 巻卷 参參 啓啟 厳嚴 図圖 壮壯 奥奧 学學 宝寶寳 対對 "
    U"専專 峡峽 "
    U"帯帶 弾彈 径徑 従從 恒恆 戦戰 摂攝 薫薰 芸藝 蛍螢 覚覺 観觀 譲讓 誉譽 遥遙 堯尭 緒緖 緑綠 頼賴 麦麥 黄黃 点點 歯齒 齢齡 鎮鎭 凛凜 "
    U"亘亙 "
    U"萌萠 煕熙凞 侠俠 瑶瑤 皐皋 穣穰 涛濤 湾灣 狭狹 珍珎 禅禪 頴穎 並竝 粋粹 続續 粛肅 旧舊 蒋蔣 蝉蟬 衛衞 訳譯 予豫 弁辨瓣 医醫 随隨 "
    U"双雙 霊靈 "
    U"団團 円圓";

using Table = std::unordered_map<char32_t, char32_t>;

Table table_of(std::u32string_view groups) {
  Table table;
  char32_t usual = 0;
  for (const char32_t c : groups) {
    if (c == U' ') {
      usual = 0;
    } else if (usual == 0) {
      usual = c;
    } else {
      table.emplace(c, usual);
    }
  }
  return table;
}

}  // namespace

char32_t variant_of(char32_t character) {
  static const Table table = table_of(kGroups);
  const auto found = table.find(character);
  return found == table.end() ? character : found->second;
}

}  // namespace uke::text
