"""Words that tell how the figures or letters beside them are meant; separated by commas, in small letters."""

# Before 2/9: a day of the year follows.
DAY_BEFORE = """
ngày, mùng, mồng, hôm, sáng, trưa, chiều, tối, đêm, từ, đến, tới, lễ, dịp, trước, sau, rằm, khánh, nay,
qua, mai, kể từ, tính đến, lúc, giờ, phút, nhật, đường, phố, tết, giỗ, kỷ niệm, việt nam, quốc tế, phụ nữ,
lao động, hạn, vào, hè, cn, và, nghị quyết, liệt sĩ, nhà giáo, thầy thuốc, miền nam, chiến thắng
"""

# Behind 2/3: a part of something counted, no day.
PART_BEHIND = """
số, tổng, diện tích, dân số, thời gian, quãng, sân, lượng, lít, kg, chiều, giá, viên, cốc, thìa, muỗng,
ly, hộp, bát, ha, đoạn, hộ, người, đại biểu, nhu cầu, mức, công, thành viên, chặng, xã, ấp, thôn, khóm,
tiêu chí, phường, đơn vị, huyện, tỉnh, giáo viên, học sinh, trường, phiếu, cử tri, đảng viên, ủy viên,
cây, nước, tháng lương, cuộc, câu, bài, điểm, môn, ý, mẫu, ca, mục tiêu, chỉ tiêu, nhiệm vụ, trạm, cơ sở,
doanh nghiệp, hợp tác xã, đại lý, thôn bản, khu, tuyến, công trình, dự án, hồ sơ, thủ tục,
phòng, lớp, em, cháu
"""

# Before 15/18: a ratio or a house, no day.
NO_DAY_BEFORE = """
số, nhà, hẻm, ngõ, kiệt, tỷ lệ, tỉ lệ, tỷ số, tỉ số, lô, thửa, huyết áp, chiếm, được, đạt, hơn, gần,
khoảng, có, trang, tờ, bước, câu
"""

# Before a number that is dialled, and the words that may stand between.
PHONE = """
điện thoại, đt, sđt, sdt, hotline, nóng, tổng đài, số máy, gọi, alo, zalo, fax, di động, liên hệ, liên
lạc, nhắn tin, cố định, cầm tay, bấm, nhánh, nội bộ, tel, phone, mobile
"""
PHONE_BETWEEN = """
số, máy, đến, tới, ngay, cho, qua, bàn, thoại, điện thoại, đường dây nóng, tổng đài, nhanh, về, miễn phí,
khẩn cấp, vào, lại, hoặc, công an, cấp cứu, cứu hỏa, zalo, viber
"""

# Before the number of a card, an account or a file, and the words that may stand between.
IDENTITY = """
cmnd, cccd, căn cước, công dân, chứng minh, nhân dân, tài khoản, stk, tk, mã số, thuế, mst, mã, số thẻ,
thẻ, hộ chiếu, seri, sêri, bhyt, bhxh, số sổ, biên lai, hóa đơn, định danh, cá nhân, bưu điện, bưu chính,
hồ sơ, khách hàng, otp, mật khẩu, mã pin
"""
IDENTITY_BETWEEN = """
số, wifi, bhxh, bhyt, cá nhân, khách hàng, hồ sơ, công dân, nhân dân, thuế, hiệu, bưu chính, là, hộ, vnd, ngân
hàng
"""

# Before a Roman numeral.
ROMAN = """
chương, phần, mục, quý, thứ, khóa, khoá, kỳ, loại, cấp, hạng, thế kỷ, phụ lục, báo động, vùng, nhóm, độ,
bậc, tk, lần, đợt, giai đoạn, học kỳ, tập, quyển, vành đai, chiến, đại hội, hội nghị, trung ương, quân
khu, khu vực, công ước, đảng bộ, đội, tiểu đoàn, trại, gđ, hk, thế giới, tuyến, điều, khu, bđ, kiểu, type,
mức, giải, ca, tiểu mục, phiên
"""

# Before one letter of a list or a class: điểm c, lớp d, gan B.
LETTER = """
điểm, mục, tiết, ý, loại, nhóm, hạng, khối, lớp, bảng, vitamin, gan, virus, cúm, khu, lô, ô, cột, câu,
đội, phần, khoản, hàng, dãy, tòa, block, nhà, khóm, ấp, tổ, bằng
"""

# Before a number whose letter is no unit: lớp 5m is no metre.
CLASS = """
lớp, tổ, số, khối, phòng, nhà, khu, lô, tầng, đội, nhóm, hẻm, ngõ, điều, khoản, mục, phụ lục, biểu, mẫu,
loại, ca, xe, tuyến, mạng, công nghệ, sim, gói
"""

# Before the number of a house or a lane.
ADDRESS = """
số, nhà, hẻm, ngõ, ngách, kiệt, đường, phố, lô, thửa, địa chỉ, tại, sn, kios, căn hộ, hộ
"""

# Before the number of a document.
DOCUMENT = """
số, văn, định, quyết, thị, thông tư,
nđ, tt, qđ, nq, cv, ct, tb, hd, kl, ttlt, luật, báo, hoạch, trình, dẫn, kết luận, lệnh, mẫu, liên tịch
"""

# Before a score.
SCORE = "tỷ số, tỉ số, thắng, thua, hòa, hoà, kết quả, dẫn, chung cuộc"

# Before a time of day.
TIME = "lúc, từ, đến, trước, sau, khoảng, sáng, trưa, chiều, tối, đêm, vào, hồi, giờ, qua, nay, mai"
