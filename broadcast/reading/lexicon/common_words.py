"""Everyday words of two syllables: they tell which letter a hole has lost. The order does not matter."""

_PAIRS = """
khỏi nhà, ra khỏi, khỏi bệnh, sức khỏe, khỏe mạnh, nhân dân, người dân, ủy ban, huyện chợ, xã hội, toàn
huyện, trong huyện, địa bàn, các hộ, các xã, các ấp, các ngành, các cấp, các cơ, các đơn, các bạn, các em,
các cháu, các cụ, thông báo, thông tin, truyền thông, tuyên truyền, phòng chống, dịch bệnh, y tế, khai báo,
bệnh viện, trạm y, trung tâm, tiêm chủng, sốt xuất, xuất huyết, khẩu trang, rửa tay, sát khuẩn, thường
xuyên, vệ sinh, môi trường, nước sạch, rác thải, nguồn nước, điện lực, cắt điện, mất điện, cúp điện, sửa
chữa, đường dây, trạm biến, biến áp, an toàn, giao thông, tai nạn, mũ bảo, bảo hiểm, xe máy, ô tô, đường bộ,
đường thủy, cầu đường, công an, quân sự, nghĩa vụ, thanh niên, phụ nữ, nông dân, cựu chiến, chiến binh, mặt
trận, tổ quốc, hội đồng, chủ tịch, bí thư, phó chủ, cán bộ, công chức, viên chức, đảng viên, đoàn viên, hội
viên, học sinh, giáo viên, phụ huynh, nhà trường, trường học, tuyển sinh, khai giảng, lớp học, kỳ thi, tốt
nghiệp, việc làm, lao động, công ty, doanh nghiệp, hợp tác, sản xuất, kinh doanh, mua sắm, thương mại, điện
tử, trực tuyến, dịch vụ, công nghệ, ứng dụng, phần mềm, cài đặt, đăng ký, thủ tục, hành chính, hồ sơ, giấy
tờ, căn cước, công dân, tạm trú, thường trú, hộ khẩu, giấy phép, chứng minh, chứng nhận, quyền sử, sử dụng,
đất đai, xây dựng, quy hoạch, giải phóng, mặt bằng, đền bù, bồi thường, nông thôn, nông nghiệp, thủy lợi,
bơm nước, lịch bơm, xuống giống, lúa hè, hè thu, đông xuân, thu đông, lúa giống, phân bón, thuốc trừ, trừ
sâu, sâu bệnh, rầy nâu, đạo ôn, chăn nuôi, gia súc, gia cầm, dịch tả, lở mồm, long móng, cúm gia, thời tiết,
dự báo, mưa lớn, giông lốc, áp thấp, nhiệt đới, bão số, gió mạnh, mực nước, triều cường, ngập lụt, sạt lở,
bờ sông, xâm nhập, nhập mặn, độ mặn, phòng cháy, chữa cháy, cháy nổ, cứu nạn, cứu hộ, thiên tai, cảnh giác,
cảnh báo, lừa đảo, trộm cắp, ma túy, tệ nạn, tội phạm, tố giác, an ninh, trật tự, pháp luật, vi phạm, xử
phạt, xử lý, tiền phạt, thu phí, nộp thuế, thuế đất, ngân hàng, vay vốn, hộ nghèo, cận nghèo, chính sách,
người có, có công, gia đình, liệt sĩ, thương binh, trợ cấp, cứu trợ, từ thiện, quà tết, ngày hội, đại đoàn,
đoàn kết, văn hóa, văn nghệ, thể thao, thi đấu, khu dân, dân cư, tổ dân, dân phố, nhà văn, họp dân, cuộc
họp, đúng giờ, đầy đủ, tham dự, tham gia, kính mời, trân trọng, kính thưa, quý vị, các bác, bà con, cô bác,
nhận quà, đề nghị, yêu cầu, chấp hành, nghiêm túc, thực hiện, triển khai, tổ chức, kế hoạch, nhiệm vụ, giải
pháp, kết quả, báo cáo, quyết định, nghị quyết, chỉ thị, công văn, hướng dẫn, kiểm tra, giám sát, theo dõi,
đôn đốc, tổng hợp, phối hợp, hỗ trợ, giúp đỡ, chăm sóc, bảo vệ, trẻ em, người già, cao tuổi, khuyết tật,
bình đẳng, hôn nhân, kế hoạch hóa, dân số, sinh con, thai sản, khám bệnh, chữa bệnh, điều trị, xét nghiệm,
cách ly, tiếp xúc, lây nhiễm, nhiễm bệnh, ca bệnh, ca nhiễm, nghi nhiễm, tử vong, triệu chứng, ho sốt, khó
thở, cơ sở, đơn vị, địa phương, chính quyền, cơ quan, ban ngành, đoàn thể, lãnh đạo, chỉ đạo, điều hành,
hiệu quả, kịp thời, nhanh chóng, chính xác, rộng rãi, tăng cường, nâng cao, ý thức, trách nhiệm, cộng đồng,
đời sống, kinh tế, phát triển, thành phố, thị trấn, thị xã, huyện xã, xã ấp, nhà dân, gần nhất, liên hệ,
điện thoại, số điện, thời gian, địa điểm, hôm nay, ngày mai, buổi sáng, buổi chiều, buổi tối, hàng ngày,
hàng tuần, hàng tháng, tháng này, năm nay, năm trước, cuối năm, đầu năm, hiện nay, trước đây, sau đó, từ đó,
như sau, cụ thể, bao gồm, ngoài ra, đồng thời, tuy nhiên, vì vậy, do đó, nếu có, không có, không được, được
biết, cần thiết, quan trọng, cá nhân, tập thể, tình trạng, tình hình, diễn biến, phức tạp, nguy hiểm, khẩn
cấp, khẩn trương, di dời, sơ tán, nơi công, công cộng, tụ tập, đông người, hạn chế, ra đường, ở nhà, về nhà,
nhà ở, đeo khẩu, giữ khoảng, khoảng cách, không tụ, khử khuẩn, lòng đường, vỉa hè, lấn chiếm, hành lang, đèn
đỏ, nồng độ, độ cồn, rượu bia, tốc độ, bằng lái, đội mũ
"""

PAIRS: frozenset[str] = frozenset(" ".join(pair.split()) for pair in _PAIRS.split(","))
SYLLABLES: frozenset[str] = frozenset(_PAIRS.replace(",", " ").split())
