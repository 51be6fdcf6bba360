"""The words that dates and ages are written with, in the languages of the region.

Spellings are the ordinary ones of each language's calendar; a fluent reader has not reviewed them yet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

# One line a language, January to December; a bar separates spellings of the same month.
_MONTH_LINES = (
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug"
    " september|sept|sep october|oct november|nov december|dec",
    "januari februari|peb|pebruari maret|mac mei juni julai|juli ogos|agustus|agu|agt|ags"
    " oktober|okt nopember|nop desember|disember|des|dis",
    "มกราคม|ม.ค.|มค กุมภาพันธ์|ก.พ.|กพ มีนาคม|มี.ค.|มีค เมษายน|เม.ย.|เมย พฤษภาคม|พ.ค.|พค มิถุนายน|มิ.ย.|มิย"
    " กรกฎาคม|ก.ค.|กค สิงหาคม|ส.ค.|สค กันยายน|ก.ย.|กย ตุลาคม|ต.ค.|ตค พฤศจิกายน|พ.ย.|พย ธันวาคม|ธ.ค.|ธค",
    "មករា កុម្ភៈ|កុម្ភះ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
)
# Indonesian and Malay share April, September and November with English: those are left out of their line.
_INDONESIAN_NUMBERS = (1, 2, 3, 5, 6, 7, 8, 10, 11, 12)


def _months() -> dict[str, int]:
    named: dict[str, int] = {}
    for line_number, line in enumerate(_MONTH_LINES):
        numbers: Iterable[int] = _INDONESIAN_NUMBERS if line_number == 1 else range(1, 13)
        for number, spellings in zip(numbers, line.split(), strict=True):
            for spelling in spellings.split("|"):
                named[unicodedata.normalize("NFC", spelling)] = number
    return named


MONTHS = _months()

ABOUT = (
    "about", "approximately", "approx.", "approx", "around", "circa", "ca.", "ca", "c.", "~", "±", "maybe",
    "roughly", "probably", "ประมาณ", "ราว", "khoảng", "độ", "sekitar", "kira-kira", "lebih-kurang",
    "ប្រហែល", "ປະມານ", "ခန့်မှန်း", "ခန့်", "大约", "约",
)  # fmt: skip
BEFORE = ("before", "ก่อน", "trước", "sebelum", "មុន", "ກ່ອນ")
AFTER = ("after", "since", "หลัง", "sau", "sejak", "setelah", "selepas", "ក្រោយ", "ຫຼັງ")
THIRDS = {
    0: ("early", "beginning of", "start of", "ต้นปี", "ต้นเดือน", "ต้น", "đầu", "awal", "ដើម"),
    1: ("mid", "middle of", "กลางปี", "กลางเดือน", "กลาง", "giữa", "pertengahan", "tengah", "ពាក់កណ្តាល"),
    2: ("late", "end of", "ปลายปี", "ปลายเดือน", "สิ้นปี", "สิ้นเดือน", "ปลาย", "cuối", "akhir", "ចុង"),
}
QUARTER = ("quarter", "q", "ไตรมาสที่", "ไตรมาส", "quý", "triwulan", "kuartal", "suku tahun", "ត្រីមាស")
ERA_BE = ("พ.ศ.", "พ.ศ", "พศ", "b.e.", "b.e", "be", "ព.ស.", "ព.ស", "ພ.ສ.", "ພ.ສ")
ERA_CE = ("ค.ศ.", "ค.ศ", "คศ", "a.d.", "ad", "c.e.", "ce", "គ.ស.", "គ.ស", "ຄ.ສ.", "ຄ.ສ")
# Words that say nothing beside a number: "the 3rd of March", "วันที่ 3 เดือนมีนาคม ปี 2564".
FILLERS = (
    "the", "of", "in", "on", "year", "month", "day", "วันที่", "เดือน", "ปี", "ngày", "năm", "tanggal", "tarikh",
    "tahun", "bulan", "hari", "ថ្ងៃទី", "ថ្ងៃ", "ខែ", "ឆ្នាំ", "ວັນທີ", "ເດືອນ", "ປີ", "ခုနှစ်", "ရက်", "နှစ်", "လ",
)  # fmt: skip
YEARS_OLD = (
    "years of age", "years old", "year old", "years", "year", "yrs", "yr", "yo", "y/o", "y", "old", "aged",
    "age", "ages", "อายุ", "ปี", "ขวบ", "tuổi", "tahun", "thn", "umur", "usia", "berumur", "អាយុ", "ឆ្នាំ",
    "ອາຍຸ", "ປີ", "အသက်", "နှစ်", "岁",
)  # fmt: skip
MONTHS_OLD = ("months", "month", "mos", "mo", "เดือน", "tháng", "bulan", "bln", "ខែ", "ເດືອນ", "လ")


# "between 2019 and 2020", "1 to 20 March": what opens a range, and what stands between its ends.
BETWEEN = (
    "between", "from", "ระหว่าง", "ตั้งแต่", "จาก", "từ", "giữa", "antara", "dari", "mulai", "ចន្លោះពី", "ចន្លោះ",
    "រវាង", "ចាប់ពី", "ពី", "ລະຫວ່າງ", "ແຕ່",
)  # fmt: skip
TO = (
    "to", "until", "till", "and", "จนถึง", "ถึง", "และ", "กับ", "đến", "tới", "và", "sampai dengan", "sampai",
    "hingga", "s/d", "dan", "រហូតដល់", "ដល់", "និង", "ເຖິງ", "ແລະ", "မှ", "နှင့်", "နဲ့", "至", "到",
)  # fmt: skip
# Burmese closes a range as well: "15 မှ 17 အထိ".
RANGE_ENDS = ("အထိ", "အကြား", "ကြား")


# Letters after which a word goes on. Thai, Lao, Khmer and Burmese run words together.
LATIN = "[a-z\u00e0-\u024f\u1e00-\u1eff]"


def plain(text: str) -> str:
    """Lower case, one kind of space, and every script's digits as 0-9 (Thai, Khmer, Lao, Burmese, ...)."""
    normal = unicodedata.normalize("NFC", text).casefold().replace("\u200b", "").replace("\ufeff", "")
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in normal)
    return re.sub(r"\s+", " ", digits).strip()


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; Latin words only as whole words."""
    parts = []
    for word in sorted({unicodedata.normalize("NFC", w) for w in words}, key=lambda w: (-len(w), w)):
        start = f"(?<!{LATIN})" if re.match(LATIN, word) else ""
        end = f"(?!{LATIN})" if re.search(f"{LATIN}$", word) else ""
        parts.append(f"{start}{re.escape(word)}{end}")
    return "(?:" + "|".join(parts) + ")"


def joint(words: Collection[str]) -> str:
    """A regular expression for any of the words between two things; Latin ones with spaces around them."""
    latin = [word for word in words if re.match(LATIN, word)]
    other = [word for word in words if word not in latin]
    return rf"\s+{any_of(latin)}\s+|\s*{any_of(other)}\s*"
