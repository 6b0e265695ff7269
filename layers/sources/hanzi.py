"""How much like the text of a Chinese map a string is: a small language model of names and attributes.

A text written in one encoding and read in another becomes other characters, mostly rare ones.  What is
frequent comes from three sources that are at hand: the names of all divisions (:mod:`layers.sources.gazetteer`),
the words that attribute tables are made of, and the order of the standards themselves, which put the common
characters first: level 1 of GB 2312-80 (lead bytes B0–D7, 3 755 characters) and of Big5 (A4–C6, 5 401).

The result is the logarithm of a probability (natural, so that a difference of 7 is a thousand to one), which
makes readings of the same bytes comparable (Bayes' rule), however many characters each makes of them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from layers.sources import gazetteer

#: Characters of division names that have another form in traditional writing, and that form (简化字总表, 1986; the
#: one used in names where there are several).
_SIMPLIFIED = (
    "万业丛东两个丰临为丽义乌乐习乡云亚仆从仑仓仪们会伟伦余儿兖党兰关兴内冈册军农冲准凉凌凤凭凯则刚别剑劝务匀区华单卢"
    "卧卫厂历厢厦县双发叙叠台叶后吕启吴员响团园围国图圣场坛坝垒垦垫壮壶复头夹娄孙宁宝审宫宽宾寻寿将尔尧屿岗岚岛岩岭岳"
    "峄峡崂崃巨巩师干广庄庆庐库应开张弥强归当彦征怀恒扬抚护拐无旧昆晋晖杂权来杨极枞枣树栖栾桥桦梁梦棱楼横毕汇汉汤沈沟"
    "沧泸泽泾洼浈浉济浏浑浔涂涞涟涡润涧渌渑温游湾溆满滦滨滩潍潜澜灯灵炉点烟烦爱犹独狮献玛环珲琼瑶瓮瓯电畴盐监盖盘矿砀"
    "砚硕硚确碱礼禄禅离积称竞简类红纳细织绍经结绛绥绩维绵绿缙罗聂联肃胜胶脱腊腾舆节芗芜芦苍苏范荆荣荥荫莱莲获萝营萧萨"
    "蓝蓟蓥蔺蕲蕴观觉让讷许诏诸诺调谊谋谟谢谦谯谱谷贝贞贡贤贵费贺贾资赉赛赞赣赵车轮载辉边辽达迁迈运进远连逊遥邓邮邹邺"
    "邻郁郏郑郓郧郸钟钢钦钱铁铅铜银锋错锡锦镇镜镶长门间闵闻闽阁阆阎阳阴陆陇陈陉陕随静韩顶项顺颇颍额风饶馆马驻驿骅鱼鲁"
    "鲅鲜鲤鸠鸡鸣鸭鹤鹰麦黄齐龙"
)
_TRADITIONAL = (
    "萬業叢東兩箇豐臨為麗義烏樂習鄉雲亞僕從侖倉儀們會偉倫餘兒兗黨蘭關興內岡冊軍農衝準涼淩鳳憑凱則剛別劍勸務勻區華單盧"
    "臥衛廠歷廂廈縣雙發敘疊臺葉後呂啟吳員響團園圍國圖聖場壇壩壘墾墊壯壺復頭夾婁孫寧寶審宮寬賓尋壽將爾堯嶼崗嵐島巖嶺嶽"
    "嶧峽嶗崍鉅鞏師幹廣莊慶廬庫應開張彌強歸當彥徵懷恆揚撫護柺無舊崑晉暉雜權來楊極樅棗樹棲欒橋樺樑夢稜樓橫畢匯漢湯瀋溝"
    "滄瀘澤涇窪湞溮濟瀏渾潯塗淶漣渦潤澗淥澠溫遊灣漵滿灤濱灘濰潛瀾燈靈爐點煙煩愛猶獨獅獻瑪環琿瓊瑤甕甌電疇鹽監蓋盤礦碭"
    "硯碩礄確鹼禮祿禪離積稱競簡類紅納細織紹經結絳綏績維綿綠縉羅聶聯肅勝膠脫臘騰輿節薌蕪蘆蒼蘇範荊榮滎蔭萊蓮獲蘿營蕭薩"
    "藍薊鎣藺蘄蘊觀覺讓訥許詔諸諾調誼謀謨謝謙譙譜穀貝貞貢賢貴費賀賈資賚賽贊贛趙車輪載輝邊遼達遷邁運進遠連遜遙鄧郵鄒鄴"
    "鄰鬱郟鄭鄆鄖鄲鐘鋼欽錢鐵鉛銅銀鋒錯錫錦鎮鏡鑲長門間閔聞閩閣閬閻陽陰陸隴陳陘陝隨靜韓頂項順頗潁額風饒館馬駐驛驊魚魯"
    "鮁鮮鯉鳩雞鳴鴨鶴鷹麥黃齊龍"
)
_TO_TRADITIONAL = str.maketrans(dict(zip(_SIMPLIFIED, _TRADITIONAL, strict=True)))
#: Words, and characters, named as evidence at most.
_WORDS_SHOWN, _EXAMPLES_SHOWN = 4, 3
#: What names of places and of fields are made of, in both writings.
_WORD_LIST = (
    "村 镇 鎮 乡 鄉 街道 办事处 辦事處 社区 社區 林场 林場 农场 農場 牧场 水库 水庫 河 江 溪 沟 溝 湖 塘 "
    "湾 灣 山 岭 嶺 峰 坡 岗 崗 坪 坝 壩 庄 莊 屯 营 營 堡 寨 店 铺 鋪 桥 橋 站 所 中心 委员会 委員會 "
    "仓库 倉庫 队 隊 防火 瞭望 塔 卡口 公路 国道 省道 高速 铁路 鐵路 小学 小學 医院 醫院 自然保护区 保護區 "
    "森林 公园 公園 东 東 西 南 北 上 下 大 小 新 老 前 后 後 头 頭 家 名称 名稱 编号 編號 代码 代碼 "
    "编码 面积 面積 长度 長度 备注 備註 类型 類型 类别 乡镇 行政 区划 區劃 权属 權屬 所属 坐标 座標 经度 經度 "
    "纬度 緯度 人口 数量 數量 日期 单位 單位 地址 电话 電話 联系人 聯繫人 负责人 小班 林班 优势 樹种 树种 地类 "
    "起源 郁闭度 龄组 国有 集体 油松 落叶松 侧柏 刺槐 栎 杨 桦 灌木 阔叶 针叶 等级 等級 高程 宽度 水系 道路 "
    "居民地 界线 境界 县界"
)
_WORDS = tuple(_WORD_LIST.split())
#: Those of them that say something where they occur.
_TELLING = tuple(word for word in _WORDS if len(word) > 1 or word in "村镇鎮乡鄉河江溪沟溝湖山岭嶺峰庄莊屯寨桥橋")
_DIVISIONS = tuple("省市县縣区區旗州盟")
_FREQUENT_SIGNS = frozenset(
    "，。、；：（）《》“”‘’【】〔〕—…·〇－～％＃＋／０１２３４５６７８９℃㎡²³×°′″①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ"
)
#: Shares of the mixture: names, words, common characters; the rest is rare ones.
_NAMES, _FEATURES, _COMMON, _RARE = 0.45, 0.2, 0.33, 0.02
#: How often a value is a known name as a whole.
_KNOWN = math.log(0.1)
#: A text in another alphabet (Cyrillic, Arabic, Tibetan, Hangul …): how rare it is, and what each letter then comes to.
_ALPHABET, _LETTER = -12.0, -5.5
#: Logarithms of what other characters come to.
_ASCII, _SIGN, _WESTERN, _FOREIGN, _ODD, _PRIVATE, _LOST = -4.6, -8.0, -9.5, -12.0, -15.0, -18.0, -25.0
_UNLISTED = math.log(0.002 / 21_000)
_EXTENDED = -18.0


@dataclass(frozen=True)
class Counted:
    """What a text consists of, in characters that are not ASCII."""

    hanzi: int = 0
    common: int = 0  # level 1 of GB 2312 or Big5
    signs: int = 0  # Chinese punctuation and full-width forms
    western: int = 0  # letters and signs of ISO 8859-1
    odd: int = 0  # private use, half-width kana, box drawing, controls, other scripts

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.hanzi + self.signs + self.western + self.odd


def known_names() -> frozenset[str]:
    """Return the names of all provinces, prefectures and counties, in simplified and traditional writing."""
    return _known()[0]


def is_known(text: str, *, cut: bool = False) -> bool:
    """Return True for the name of a division; of one that was ``cut`` off, its beginning is enough."""
    whole, beginnings = _known()
    return text in whole or (cut and text in beginnings)


def is_like_division(text: str) -> bool:
    """Return True for text that ends as names of provinces, prefectures and counties do."""
    return 2 < len(text) < 16 and text.endswith(_DIVISIONS)


def has_word(text: str) -> bool:
    """Return True for text with a word that names of places or fields are made of."""
    return any(word in text for word in _TELLING)


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return typical words that occur in texts, the most frequent first."""
    tally: Counter[str] = Counter(word for text in texts for word in _TELLING if word in text)
    return tuple(word for word, _ in tally.most_common(_WORDS_SHOWN))


def examples(texts: Iterable[str], kind: str) -> tuple[str, ...]:
    """Return characters of texts that are ``"rare"`` hanzi, or ``"odd"`` ones, for showing."""
    found: dict[str, None] = {}
    for character in (character for text in texts for character in text):
        is_rare = _kind(character) == "hanzi" and character not in _common()
        if (is_rare if kind == "rare" else _kind(character) == "odd") and character.isprintable():
            found[character] = None
            if len(found) == _EXAMPLES_SHOWN:
                break
    return tuple(found)


def likelihood(texts: Iterable[tuple[str, bool]]) -> float:
    """Return the logarithm of how likely texts are, in simplified or traditional characters or another alphabet.

    Parameters
    ----------
    texts : iterable of (str, bool)
        Each with whether it was cut off inside a character.
    """
    simplified = traditional = 0.0
    foreign = _ALPHABET
    one, other = _tables()
    for text, cut in texts:
        known = _KNOWN - math.log(len(known_names())) if is_known(text, cut=cut) else -math.inf
        simplified += max(known, _sum(text, one))
        traditional += max(known, _sum(text, other))
        foreign += sum(_LETTER if _is_letter(character) else _other(character) for character in text)
    return max(simplified, traditional, foreign)


def count(texts: Iterable[str]) -> Counted:
    """Return what texts consist of."""
    tally: Counter[str] = Counter()
    common = _common()
    for character in (character for text in texts for character in text if not character.isascii()):
        kind = _kind(character)
        tally[kind] += 1
        tally["common"] += kind == "hanzi" and character in common
    return Counted(tally["hanzi"], tally["common"], tally["sign"], tally["western"], tally["odd"])


def _sum(text: str, table: dict[str, float]) -> float:
    return sum(table.get(character) or _other(character) for character in text)


def _is_letter(character: str) -> bool:
    return character.isalpha() and _kind(character) == "odd"


def _other(character: str) -> float:
    kind, point = _kind(character), ord(character)
    if kind == "ascii":
        return _ASCII if character.isprintable() or character in "\t\r\n" else _ODD
    if kind == "hanzi":
        return _UNLISTED if 0x4E00 <= point <= 0x9FA5 else _EXTENDED
    if kind == "sign":
        return _SIGN if character in _FREQUENT_SIGNS else _FOREIGN
    if kind == "western":
        return _WESTERN if character.isalpha() else _FOREIGN
    if point == 0xFFFD:
        return _LOST
    return _PRIVATE if 0xE000 <= point <= 0xF8FF or point >= 0xF0000 else _ODD


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    point = ord(character)
    if point < 0x80:
        return "ascii"
    if 0x3400 <= point <= 0x9FFF or 0x20000 <= point <= 0x3FFFF or character == "〇":
        return "hanzi"
    if character in _FREQUENT_SIGNS or 0x3000 <= point <= 0x303F or 0xFF01 <= point <= 0xFF5E:
        return "sign"
    if 0xA0 <= point <= 0xFF:
        return "western"
    return "odd"


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    simplified = gazetteer.division_names()
    whole = frozenset(simplified) | {name.translate(_TO_TRADITIONAL) for name in simplified}
    return whole, frozenset(name[:size] for name in whole for size in range(2, len(name)))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    names = "".join(known_names())
    return frozenset(_level("gb2312", 0xB0, 0xD7) + _level("big5", 0xA4, 0xC6) + names)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, float], dict[str, float]]:
    """Return the logarithms of the characters' probabilities in simplified and in traditional writing."""
    names = list(gazetteer.division_names())
    changed = [name.translate(_TO_TRADITIONAL) for name in names]
    return (
        _table(names, _level("gb2312", 0xB0, 0xD7), _level("gb2312", 0xD8, 0xF7)),
        _table(changed, _level("big5", 0xA4, 0xC6), _level("big5", 0xC9, 0xF9)),
    )


def _table(names: list[str], common: str, rare: str) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    for characters, share in (
        ("".join(names), _NAMES),
        ("".join(_WORDS), _FEATURES),
        (common, _COMMON),
        (rare, _RARE),
    ):
        found = Counter(characters)
        total = sum(found.values())
        for character, times in found.items():
            shares[character] += share * times / total
    return {character: math.log(share) for character, share in shares.items()}


def _level(codec: str, first: int, last: int) -> str:
    """Return the characters of some lead bytes of a double-byte standard."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return "".join(pair.decode(codec, errors="ignore") for pair in pairs if pair[1] >= 0xA1 or codec == "big5")
