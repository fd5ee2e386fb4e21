"""Units of measure: written after a number, with or without a blank; `a/b` is read from its two halves."""

UNITS: dict[str, str] = {
    # length, area, volume
    "km": "ki lô mét", "Km": "ki lô mét", "KM": "ki lô mét", "hm": "héc tô mét", "dam": "đề ca mét",
    "m": "mét", "dm": "đề xi mét", "cm": "xăng ti mét", "Cm": "xăng ti mét", "CM": "xăng ti mét",
    "mm": "mi li mét", "μm": "mi cờ rô mét", "µm": "mi cờ rô mét", "nm": "na nô mét", "inch": "in",
    "in": "in", "ft": "phút", "M": "mét", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông",
    "m2": "mét vuông", "m²": "mét vuông", "M2": "mét vuông", "cm2": "xăng ti mét vuông",
    "cm²": "xăng ti mét vuông", "dm2": "đề xi mét vuông", "dm²": "đề xi mét vuông",
    "mm2": "mi li mét vuông", "mm²": "mi li mét vuông", "km3": "ki lô mét khối", "km³": "ki lô mét khối",
    "m3": "mét khối", "m³": "mét khối", "M3": "mét khối", "cm3": "xăng ti mét khối",
    "cm³": "xăng ti mét khối", "dm3": "đề xi mét khối", "dm³": "đề xi mét khối", "mm3": "mi li mét khối",
    "mm³": "mi li mét khối", "ha": "héc ta", "Ha": "héc ta", "HA": "héc ta", "hecta": "héc ta",
    "cc": "xê xê", "l": "lít", "L": "lít", "lit": "lít", "ml": "mi li lít", "mL": "mi li lít",
    "ML": "mi li lít", "dl": "đề xi lít", "cl": "xăng ti lít", "hl": "héc tô lít", "μl": "mi cờ rô lít",
    # mass
    "kg": "ki lô gam", "Kg": "ki lô gam", "KG": "ki lô gam", "g": "gam", "gr": "gam", "gam": "gam",
    "gram": "gam", "mg": "mi li gam", "Mg": "mi li gam", "μg": "mi cờ rô gam", "µg": "mi cờ rô gam",
    "mcg": "mi cờ rô gam", "dag": "đề ca gam",
    # time and speed
    "h": "giờ", "giây": "giây", "s": "giây", "ms": "mi li giây", "ph": "phút", "phút": "phút", "giờ": "giờ",
    "min": "phút", "mph": "dặm trên giờ", "kmh": "ki lô mét trên giờ", "kph": "ki lô mét trên giờ",
    "bpm": "nhịp trên phút", "rpm": "vòng trên phút", "fps": "khung hình trên giây",
    # electricity, energy, sound, data
    "W": "oát", "kW": "ki lô oát", "KW": "ki lô oát", "kw": "ki lô oát", "MW": "mê ga oát",
    "GW": "gi ga oát", "Wh": "oát giờ", "kWh": "ki lô oát giờ", "KWh": "ki lô oát giờ",
    "kwh": "ki lô oát giờ", "KWH": "ki lô oát giờ", "Kwh": "ki lô oát giờ", "MWh": "mê ga oát giờ",
    "GWh": "gi ga oát giờ", "MWp": "mê ga oát pích", "kWp": "ki lô oát pích", "V": "vôn", "v": "vôn",
    "kV": "ki lô vôn", "KV": "ki lô vôn", "kv": "ki lô vôn", "mV": "mi li vôn", "A": "am pe",
    "mA": "mi li am pe", "mAh": "mi li am pe giờ", "Ah": "am pe giờ", "kVA": "ki lô vôn am pe",
    "KVA": "ki lô vôn am pe", "kvA": "ki lô vôn am pe", "MVA": "mê ga vôn am pe", "Ω": "ôm", "Hz": "héc",
    "kHz": "ki lô héc", "KHz": "ki lô héc", "MHz": "mê ga héc", "Mhz": "mê ga héc", "GHz": "gi ga héc",
    "Ghz": "gi ga héc", "hz": "héc", "J": "giun", "kJ": "ki lô giun", "cal": "ca lo", "kcal": "ki lô ca lo",
    "Kcal": "ki lô ca lo", "calo": "ca lo", "N": "niu tơn", "Pa": "pát can", "kPa": "ki lô pát can",
    "hPa": "héc tô pát can", "MPa": "mê ga pát can", "mb": "mi li ba", "mbar": "mi li ba", "bar": "ba",
    "atm": "át mốt phe", "mmHg": "mi li mét thủy ngân", "dB": "đề xi ben", "dBA": "đề xi ben a",
    "db": "đề xi ben", "HP": "mã lực", "hp": "mã lực", "CV": "mã lực", "K": "nghìn", "k": "nghìn",
    "KB": "ki lô bai", "kB": "ki lô bai", "MB": "mê ga bai", "GB": "gi ga bai", "Gb": "gi ga bít",
    "TB": "tê ra bai", "Mb": "mê ga bít", "Kb": "ki lô bít", "bit": "bít", "bps": "bít trên giây",
    "Mbps": "mê ga bít trên giây", "Gbps": "gi ga bít trên giây", "kbps": "ki lô bít trên giây",
    "MP": "mê ga pích xeo", "Mpx": "mê ga pích xeo", "px": "pích xeo", "inches": "in",
    # temperature, angle, concentration
    "°C": "độ xê", "ºC": "độ xê", "˚C": "độ xê", "℃": "độ xê", "oC": "độ xê", "0C": "độ xê", "°F": "độ ép",
    "ºF": "độ ép", "℉": "độ ép", "oF": "độ ép", "°K": "độ ca", "°": "độ", "º": "độ", "˚": "độ",
    "°N": "độ vĩ Bắc", "°E": "độ kinh Đông", "ppm": "phần triệu", "ppt": "phần nghìn", "pH": "pê hát",
    "mon": "mon", "mmol": "mi li mon", "IU": "đơn vị quốc tế", "UI": "đơn vị quốc tế", "lux": "lúc",
    "cd": "can đê la", "lm": "lu men", "Tr": "triệu", "tr": "triệu", "Trđ": "triệu đồng",
    "trđ": "triệu đồng", "trđồng": "triệu đồng", "tỷđ": "tỷ đồng", "tr.đ": "triệu đồng",
    "tr.đồng": "triệu đồng", "ng": "người", "ngđ": "nghìn đồng", "ngày": "ngày",
}  # fmt: skip

# What may stand behind the slash of a compound unit besides a unit: kg/người/ngày, 2.500 đồng/kWh.
PER: dict[str, str] = {
    "s": "giây", "h": "giờ", "ph": "phút", "p": "phút", "phút": "phút", "giờ": "giờ", "giây": "giây",
    "ngày": "ngày", "đêm": "đêm", "tuần": "tuần", "tháng": "tháng", "quý": "quý", "năm": "năm", "vụ": "vụ",
    "lần": "lần", "lượt": "lượt", "người": "người", "hộ": "hộ", "ha": "héc ta", "công": "công",
    "sào": "sào", "con": "con", "suất": "suất", "học": "học", "ng.đ": "ngày đêm", "ngđ": "ngày đêm",
    "vé": "vé", "cái": "cái", "chiếc": "chiếc", "bộ": "bộ", "hs": "học sinh", "đồng": "đồng", "tấn": "tấn",
    "tạ": "tạ", "kwh": "ki lô oát giờ", "cây": "cây", "thửa": "thửa", "khẩu": "khẩu", "căn": "căn",
    "phòng": "phòng", "xe": "xe", "chuyến": "chuyến", "buổi": "buổi", "ca": "ca", "xã": "xã", "ấp": "ấp",
    "điểm": "điểm", "trường": "trường", "lớp": "lớp", "tiết": "tiết", "liều": "liều", "mũi": "mũi",
    "trẻ": "trẻ", "lít": "lít", "viên": "viên", "bình": "bình", "chai": "chai", "gói": "gói", "bao": "bao",
    "thùng": "thùng", "hồ": "hồ", "mét": "mét", "nhà": "nhà", "mẫu": "mẫu", "đơn": "đơn",
    "trường hợp": "trường hợp", "vạn dân": "vạn dân", "học sinh": "học sinh", "đợt": "đợt",
    "nhân khẩu": "nhân khẩu", "lao động": "lao động", "hành khách": "hành khách", "cổ phiếu": "cổ phiếu",
    "thí sinh": "thí sinh", "lượng": "lượng", "chỉ": "chỉ", "thùng dầu": "thùng dầu", "vòng": "vòng",
    "khóa": "khóa", "môn": "môn", "tín chỉ": "tín chỉ", "đầu người": "đầu người",
}  # fmt: skip
