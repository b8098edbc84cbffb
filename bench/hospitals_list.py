"""A seed of as many invented hospitals as wanted, always the same ones.

Names, districts and hours are put together from parts as real lists have them, so that sorting,
search and file sizes come out as they would with an operator's network.
"""

import random
from pathlib import Path
from typing import Any

import yaml

from api.settings import ROOT

# City → code, how many hospitals it has among 1,000, latitude and longitude.
CITIES = {
    "上海": ("shanghai", 210, 31.23, 121.47),
    "北京": ("beijing", 190, 39.91, 116.40),
    "深圳": ("shenzhen", 110, 22.54, 114.06),
    "广州": ("guangzhou", 110, 23.13, 113.26),
    "成都": ("chengdu", 80, 30.66, 104.07),
    "杭州": ("hangzhou", 70, 30.27, 120.16),
    "重庆": ("chongqing", 60, 29.56, 106.55),
    "南京": ("nanjing", 50, 32.06, 118.80),
    "武汉": ("wuhan", 50, 30.59, 114.31),
    "长沙": ("changsha", 40, 28.23, 112.94),
    "厦门": ("xiamen", 30, 24.48, 118.09),
}
DISTRICTS = {"东湖区": "Donghu", "西山区": "Xishan", "城南区": "Chengnan", "新港区": "Xingang"}
BRANDS = {
    "晨光": "Morning Light", "小橡树": "Little Oak", "明月": "Bright Moon", "仁爱": "Ren'ai",
    "和乐家": "Hele Family", "蓝天": "Blue Sky", "青禾": "Green Grain", "康泰": "Kangtai",
    "长青": "Evergreen", "百草": "Hundred Herbs", "天使": "Angel", "嘉禾": "Jiahe",
    "新叶": "New Leaf", "海棠": "Begonia", "安朗": "Anlang", "曦和": "Xihe",
}  # fmt: skip
# Kind of house → English, departments, services.
HOUSES = {
    "儿童医院": ("Children's Hospital", ["paediatrics", "ent", "emergency"],
              ["outpatient", "emergency", "inpatient"]),
    "妇儿医院": ("Women's and Children's Hospital", ["paediatrics", "gynaecology", "obstetrics"],
              ["outpatient", "inpatient", "vaccination"]),
    "国际医院": ("International Hospital", ["paediatrics", "internal", "surgery", "dermatology"],
              ["outpatient", "emergency", "inpatient", "checkup"]),
    "儿科诊所": ("Paediatric Clinic", ["paediatrics", "general"], ["outpatient", "vaccination"]),
    "口腔门诊部": ("Dental Clinic", ["dental"], ["outpatient", "dental"]),
    "眼科医院": ("Eye Hospital", ["ophthalmology"], ["outpatient", "inpatient"]),
}  # fmt: skip
WEEKS = (
    {"mon-fri": "08:00-12:00, 13:30-17:30"},
    {"mon-fri": "08:30-17:30", "sat": "09:00-12:00"},
    {"mon-sun": "09:00-18:00"},
    {"mon-sat": "08:00-20:00", "sun": "09:00-17:00"},
    {"mon-sun": "all day"},
)


def hospitals_list(count: int) -> dict[str, Any]:
    """The content of a hospitals.yaml of `count` invented hospitals, no sample."""
    words = yaml.safe_load((ROOT / "seed" / "hospitals.yaml").read_text(encoding="utf-8"))
    chance = random.Random(20261122)
    return {
        "is_sample": False,
        "source": {"zh": "测量用的虚构名单", "en": "An invented list for measuring"},
        "checked_on": "2026-11-22",
        "cities": [
            {"code": code, "name": {"zh": name, "en": code.capitalize()}}
            for name, (code, *_rest) in CITIES.items()
        ],
        "departments": words["departments"],
        "services": words["services"],
        "sources": [{"code": "own", "title": "虚构名单", "date": "2026-11"}],
        "hospitals": [_hospital(number, chance) for number in range(count)],
    }


def write_hospitals(seed_dir: Path, count: int) -> Path:
    """Puts such a list into a seed folder; returns its path."""
    path = seed_dir / "hospitals.yaml"
    text = yaml.safe_dump(hospitals_list(count), allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def _hospital(number: int, chance: random.Random) -> dict[str, Any]:
    city = chance.choices(list(CITIES), [weight for _code, weight, *_ in CITIES.values()])[0]
    code, _weight, lat, lon = CITIES[city]
    brand, district, house = (chance.choice(list(part)) for part in (BRANDS, DISTRICTS, HOUSES))
    house_en, departments, services = HOUSES[house]
    row = {
        "id": f"{code}-{number}",
        "name": {
            "zh": f"{city}{brand}{house}（第{number + 1}院区）",
            "en": f"{code.capitalize()} {BRANDS[brand]} {house_en}, Campus {number + 1}",
        },
        "city": code,
        "district": {"zh": district, "en": f"{DISTRICTS[district]} District"},
        "departments": departments,
        "services": services,
        "networks": _networks(chance),
        "intro": {
            "zh": f"{district}的{house}，服务 0 到 18 岁的孩子，周末和节假日请先打电话。",
            "en": f"A {house_en.lower()} in {DISTRICTS[district]} for children up to 18; call first"
            " on weekends and holidays.",
        },
        "address": {
            "zh": f"{district}示例路{number + 1}号",
            "en": f"{number + 1} Example Road, {DISTRICTS[district]} District",
        },
        "phone": f"400-{800 + number // 10_000}-{number % 10_000:04}",
        "position": {
            "lat": round(lat + chance.uniform(-0.2, 0.2), 5),
            "lon": round(lon + chance.uniform(-0.2, 0.2), 5),
            "datum": chance.choice(("gcj02", "wgs84")),
        },
        "confidence": "high",
        "sources": ["own"],
    }
    return {**row, **_kind(chance), **_unverified(chance)}


def _networks(chance: random.Random) -> dict[str, list[str]]:
    covers = (["outpatient"], ["outpatient", "inpatient"])
    networks = {"chengzhang_plus": chance.choice(covers)}
    # The smaller plan has two thirds of the larger one's hospitals.
    if chance.random() < 2 / 3:
        networks["chengzhang"] = chance.choice(covers)
    return networks


def _kind(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.2:
        department = {"zh": "国际医疗部", "en": "International Medical Department"}
        return {"kind": "public", "department_vip": department}
    return {"kind": "private", "designated_inpatient": chance.random() < 0.1}


def _unverified(chance: random.Random) -> dict[str, Any]:
    """Hours, and what else some rows lack."""
    week: dict[str, Any] = {"weekly": chance.choice(WEEKS)}
    if chance.random() < 0.5:
        week["holidays"] = chance.choice(("closed", "09:00-12:00"))
    row: dict[str, Any] = {"hours": week, "emergency_always": chance.choice((True, False, None))}
    if chance.random() < 0.1:
        row["hours"] = None
    if chance.random() < 0.1:
        row["position"] = None
    return row
