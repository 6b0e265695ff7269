<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Lianfang</source>
            <translation>关于联防</translation>
        </message>
        <message>
            <source>Joint planning across county lines. It never uses a network, never writes to your source files, and keeps every change in one plan file that any GIS can open.</source>
            <translation>跨县界联合规划。不联网，不改动您的原始文件；每一步修改都保存在一个规划文件里，任何 GIS 软件都能打开。</translation>
        </message>
        <message>
            <source>Lianfang</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>Log and reports</source>
            <translation>日志与报告</translation>
        </message>
        <message>
            <source>Log: {folder}</source>
            <translation>日志：{folder}</translation>
        </message>
        <message>
            <source>On this computer only, without names, telephone numbers or coordinates.</source>
            <translation>只存在本机，不含姓名、电话和坐标。</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Reports: {folder}</source>
            <translation>报告：{folder}</translation>
        </message>
        <message>
            <source>Stands on</source>
            <translation>所用开源组件</translation>
        </message>
        <message>
            <source>Version {version} · Apache-2.0</source>
            <translation>版本 {version} · Apache-2.0 许可</translation>
        </message>
    </context>
    <context>
        <name>AccessControl</name>
        <message numerus="yes">
            <source>%n object(s)</source>
            <translation>
                <numerusform>%n 个对象</numerusform>
            </translation>
        </message>
        <message>
            <source>Over: {what}</source>
            <translation>已结束：{what}</translation>
        </message>
        <message>
            <source>Scale {scale}</source>
            <translation>比例尺 {scale}</translation>
        </message>
        <message>
            <source>Selected: {what}</source>
            <translation>已选中：{what}</translation>
        </message>
        <message>
            <source>W: crosshair by keys; Ctrl+K: to a place by name or coordinates</source>
            <translation>W：键盘十字光标；Ctrl+K：按名称或坐标前往</translation>
        </message>
    </context>
    <context>
        <name>AcrossPanel</name>
        <message>
            <source>Across the line</source>
            <translation>跨界对象</translation>
        </message>
        <message>
            <source>Forest patches cut by a county line</source>
            <translation>被县界切开的林地</translation>
        </message>
        <message>
            <source>Rivers at the line and their network</source>
            <translation>县界上的河流与河网</translation>
        </message>
        <message>
            <source>Roads that cross or follow a county line</source>
            <translation>穿过或沿着县界的道路</translation>
        </message>
        <message>
            <source>What lies across the line</source>
            <translation>跨界对象的种类</translation>
        </message>
    </context>
    <context>
        <name>ActDialog</name>
        <message>
            <source>A name and a county or body are needed</source>
            <translation>需要姓名和所代表的县或单位</translation>
        </message>
        <message>
            <source>Agrees: {what}</source>
            <translation>同意：{what}</translation>
        </message>
        <message>
            <source>Another body</source>
            <translation>其他单位</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Declines: {what}</source>
            <translation>不同意：{what}</translation>
        </message>
        <message>
            <source>For</source>
            <translation>代表</translation>
        </message>
        <message>
            <source>From the first signature on it is frozen: it changes by an amendment only, and the signature cannot be undone. A line without a name has not signed yet and can be added later.</source>
            <translation>自第一个签署起内容即固定，只能通过修订改动，签署不能撤销。没有填写姓名的一方视为尚未签署，可以以后补上。</translation>
        </message>
        <message>
            <source>It is kept whole as it is now. It can still be changed; what was agreed to does not follow.</source>
            <translation>按现在的内容完整留存。以后仍可改动，但已作的同意不随之改变。</translation>
        </message>
        <message>
            <source>It stays on record as withdrawn. The area or agreement can be changed again afterwards.</source>
            <translation>作为“已撤回”留在记录中；之后该联防区或协议可以再改动。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>Negotiated: {what}</source>
            <translation>商定：{what}</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>On which day</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Party</source>
            <translation>各方</translation>
        </message>
        <message>
            <source>Post</source>
            <translation>职务</translation>
        </message>
        <message>
            <source>Sign: {what}</source>
            <translation>签署：{what}</translation>
        </message>
        <message>
            <source>Signed by</source>
            <translation>签署人</translation>
        </message>
        <message>
            <source>The party agrees to exactly what is there now. A later change is not agreed to by itself.</source>
            <translation>该方同意的正是现在的内容；以后的改动不因此视为同意。</translation>
        </message>
        <message>
            <source>Withdraw: {what}</source>
            <translation>撤回：{what}</translation>
        </message>
        <message>
            <source>Write down why, so that the other side can answer.</source>
            <translation>请写明理由，便于对方答复。</translation>
        </message>
        <message>
            <source>Write it down</source>
            <translation>记录</translation>
        </message>
        <message>
            <source>{party}: name</source>
            <translation>{party}：姓名</translation>
        </message>
        <message>
            <source>{party}: post</source>
            <translation>{party}：职务</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>1920 × 1080 pixels, everything written and drawn larger</source>
            <translation>1920 × 1080 像素，文字和线条放大</translation>
        </message>
        <message>
            <source>A PNG for a document or a projector, with scale, north arrow, statements and credits</source>
            <translation>供文档或投影用的 PNG，带比例尺、指北针、声明和来源</translation>
        </message>
        <message>
            <source>A made-up region with everything in it, to try things out</source>
            <translation>一个虚拟地区，各样数据齐全，供试用</translation>
        </message>
        <message>
            <source>A new patrol area with the outline and the name of the zone selected</source>
            <translation>用选中责任区的边线和名称新建联防区</translation>
        </message>
        <message>
            <source>A sheet, or a series with its index, at an exact scale: as PDF, as picture, on a printer</source>
            <translation>按准确比例尺出一幅图或带索引的成套图幅：PDF、图片或打印机</translation>
        </message>
        <message>
            <source>About Lianfang</source>
            <translation>关于联防</translation>
        </message>
        <message>
            <source>Accept every difference but those that both changed</source>
            <translation>除双方都改动的以外，全部接受</translation>
        </message>
        <message>
            <source>Accept whatever only they changed</source>
            <translation>接受只有对方改动的</translation>
        </message>
        <message>
            <source>Add a layer and give it the role Land cover first</source>
            <translation>请先添加一个用途为“土地覆盖”的图层</translation>
        </message>
        <message>
            <source>Add a layer first</source>
            <translation>请先添加图层</translation>
        </message>
        <message>
            <source>Add an entry of your own to the calendar</source>
            <translation>在日程中添加自己的条目</translation>
        </message>
        <message>
            <source>Add counties from the built-in list…</source>
            <translation>从内置名录添加县…</translation>
        </message>
        <message>
            <source>Add county boundaries first, or choose counties from the built-in list</source>
            <translation>请先添加县界，或从内置名录选择县</translation>
        </message>
        <message>
            <source>Add layers</source>
            <translation>添加图层</translation>
        </message>
        <message>
            <source>Add layers…</source>
            <translation>添加图层…</translation>
        </message>
        <message>
            <source>Add to the calendar…</source>
            <translation>添加日程…</translation>
        </message>
        <message>
            <source>Add what the zones give to the responsibility list; what a person wrote stays</source>
            <translation>把共同责任区给出的内容补入责任清单；人工填写的不动</translation>
        </message>
        <message>
            <source>Agreement register…</source>
            <translation>协议登记簿…</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Agreements, bodies, contacts, meetings, drills and the responsibility list, as tables with forms</source>
            <translation>协议、机构、联络表、会议、演练和责任清单，按表登记</translation>
        </message>
        <message>
            <source>All alternatives of a patrol area: areas, shares, zones, people, woods, help, cost</source>
            <translation>一个联防区的全部方案：面积、份额、责任区、人口、森林、救援、费用</translation>
        </message>
        <message>
            <source>All counties of the plan, or all layers</source>
            <translation>规划内的全部县，或全部图层</translation>
        </message>
        <message>
            <source>All pages of the help, to read and to search</source>
            <translation>全部说明页，可读可查</translation>
        </message>
        <message>
            <source>Also opens what a colleague has packed</source>
            <translation>同事发来的联防包也在这里打开</translation>
        </message>
        <message>
            <source>Alternative as a copy</source>
            <translation>复制为新方案</translation>
        </message>
        <message>
            <source>Alternative of both together</source>
            <translation>合并两方案为新方案</translation>
        </message>
        <message>
            <source>Alternative of red without blue</source>
            <translation>红方案减去蓝方案</translation>
        </message>
        <message>
            <source>Alternative of what both have</source>
            <translation>取两方案共有部分</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translation>分析</translation>
        </message>
        <message>
            <source>Anywhere along a line</source>
            <translation>线上任意一点</translation>
        </message>
        <message>
            <source>Arrow keys move a crosshair over the map, Space clicks with the tool in hand</source>
            <translation>方向键在地图上移动十字光标，空格键用当前工具单击</translation>
        </message>
        <message>
            <source>Arrowheads along the rivers that move with the water; the settings can make them stand still</source>
            <translation>沿河显示随水流移动的箭头；可在设置中改为静止</translation>
        </message>
        <message>
            <source>Attribute table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Back to the start page; everything is saved</source>
            <translation>回到起始页；一切都已保存</translation>
        </message>
        <message>
            <source>Begin a meeting first (Ctrl+U, M)</source>
            <translation>请先开会（Ctrl+U, M）</translation>
        </message>
        <message>
            <source>Begin a meeting or go on with one: decisions, remarks, tasks, with the map at each decision</source>
            <translation>开会或继续开会：记录议定事项、发言和任务，每项议定附当时的地图</translation>
        </message>
        <message>
            <source>Begin an exercise with three phases, seven subjects and their scenes</source>
            <translation>新建演练，先给出三个阶段、七个科目及其场景</translation>
        </message>
        <message>
            <source>Begin the guided walk first (Ctrl+Shift+F1)</source>
            <translation>请先开始导览（Ctrl+Shift+F1）</translation>
        </message>
        <message>
            <source>Begin with counties or with files</source>
            <translation>从选县或从文件开始</translation>
        </message>
        <message>
            <source>Blink ours and theirs</source>
            <translation>闪烁比对</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>联防单元</translation>
        </message>
        <message>
            <source>Borders in force, ending, expired, in talks and without agreement on a sheet, with legend</source>
            <translation>把边界的有效、将到期、过期、商谈中、无协议画成一幅带图例的图</translation>
        </message>
        <message>
            <source>Briefing…</source>
            <translation>会商材料…</translation>
        </message>
        <message>
            <source>Carry dates, roster and chair on into the next year, with a list of what must be confirmed</source>
            <translation>把日期、值班和轮值结转到下一年，并列出须重新确认的事项</translation>
        </message>
        <message>
            <source>Centre, then a point on the circle or the radius typed in metres</source>
            <translation>先定圆心，再单击圆上一点，或直接输入半径（米）</translation>
        </message>
        <message>
            <source>Check a paper…</source>
            <translation>核对纸件…</translation>
        </message>
        <message>
            <source>Choose where on the map; every site is checked against its rules</source>
            <translation>在地图上点击位置，逐条核对该类点位的规则</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>圆</translation>
        </message>
        <message>
            <source>Click a place or a shape on the map and write what is to be settled there</source>
            <translation>在地图上点一处地点或图形，写下那里要商定的事</translation>
        </message>
        <message>
            <source>Click a plant: what a release reaches, which counties and villages, by when</source>
            <translation>点选厂站：泄漏影响到哪里、哪些县和村、何时到</translation>
        </message>
        <message>
            <source>Click a village or county: from where a fire reaches it, within which time</source>
            <translation>点村庄或县：火从哪里、多久能烧到它</translation>
        </message>
        <message>
            <source>Click a village: from which directions fire can come, by county, from fuel alone</source>
            <translation>点击村庄：只凭可燃物判断火可能从哪些方向来，按来源县区分</translation>
        </message>
        <message>
            <source>Click a zone or a patrol area; drag to move the map</source>
            <translation>单击责任区或联防区查看；拖动可移动地图</translation>
        </message>
        <message>
            <source>Click adds a vertex, Backspace takes the last one back, right-click or Enter finishes, Esc cancels</source>
            <translation>单击加点，退格键撤回一点，右键或回车完成，Esc 取消</translation>
        </message>
        <message>
            <source>Click along it, right-click or Enter ends the line; then fill in the form</source>
            <translation>沿线逐点单击，右键或回车结束，再填写表单</translation>
        </message>
        <message>
            <source>Click around it, right-click or Enter closes it; then fill in the form</source>
            <translation>绕其一周逐点单击，右键或回车闭合，再填写表单</translation>
        </message>
        <message>
            <source>Click shows everything under the point: layer, name, attributes, coordinates</source>
            <translation>单击列出该处所有要素：图层、名称、属性、坐标</translation>
        </message>
        <message>
            <source>Click where it burns: when it reaches the neighbour, and which villages lie in its way</source>
            <translation>在地图上点起火处：何时烧到邻县、沿途有哪些村庄</translation>
        </message>
        <message>
            <source>Click where it got into a river: which counties and intakes it comes to, and by when to tell</source>
            <translation>在地图上单击入河处：流经哪些县和取水口，最迟何时通报</translation>
        </message>
        <message>
            <source>Click where it is or type coordinates, then fill in the form; Enter keeps it, Esc cancels</source>
            <translation>在图上单击位置或键入坐标，再填写表单；回车登记，Esc 取消</translation>
        </message>
        <message>
            <source>Clip to counties…</source>
            <translation>按县裁剪…</translation>
        </message>
        <message>
            <source>Close the plan</source>
            <translation>关闭规划</translation>
        </message>
        <message>
            <source>Closer, about the middle of the map; the wheel zooms about the cursor</source>
            <translation>以地图中心放大；滚轮以光标为中心缩放</translation>
        </message>
        <message>
            <source>Colour where the kind of site chosen could be, with the reasons, and place the best</source>
            <translation>按适宜程度给地图着色并说明理由，放置最合适的一处</translation>
        </message>
        <message>
            <source>Comment on a place or shape</source>
            <translation>对地点或图形提意见</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Compare a package or plan with this one; nothing changes before you say so</source>
            <translation>把联防包或规划与本规划逐项比对；您没有同意之前什么都不会改</translation>
        </message>
        <message>
            <source>Compare alternatives in a table…</source>
            <translation>方案比选表…</translation>
        </message>
        <message>
            <source>Compare the standards on both banks and across sections; a row shows its place</source>
            <translation>对比左右岸和断面两侧的防洪标准；选中一行即在地图上显示</translation>
        </message>
        <message>
            <source>Copy the view as a picture</source>
            <translation>复制当前视图为图片</translation>
        </message>
        <message>
            <source>Copy the view for a projector</source>
            <translation>复制当前视图供投影</translation>
        </message>
        <message>
            <source>Copy the zone into a patrol area</source>
            <translation>把责任区复制为联防区</translation>
        </message>
        <message>
            <source>Corners as a table</source>
            <translation>角点坐标表</translation>
        </message>
        <message>
            <source>Corners that areas share move, come and go in all of them; hold Ctrl to leave the others as they are</source>
            <translation>与其他联防区共用的顶点在各区中一起移动、插入和删除；按住 Ctrl 则其他区不动</translation>
        </message>
        <message>
            <source>County by county, the people that the zones of a hazard, or of all, reach: matrix and arrows</source>
            <translation>逐县看某一灾种或全部灾种责任区影响的人口：矩阵与箭头</translation>
        </message>
        <message>
            <source>Crosshair by keys</source>
            <translation>键盘十字光标</translation>
        </message>
        <message>
            <source>Cut a hole</source>
            <translation>挖空洞</translation>
        </message>
        <message>
            <source>Derive borders, shared-responsibility zones and straddling patches from the layers</source>
            <translation>由图层推导共同边界、共同责任区和跨界林块</translation>
        </message>
        <message>
            <source>Derive the zones first</source>
            <translation>请先推导责任区</translation>
        </message>
        <message>
            <source>Derive zones</source>
            <translation>推导责任区</translation>
        </message>
        <message>
            <source>Differences to the plan that is being taken in, or who handed what over when</source>
            <translation>正在接收的规划有哪些不同；或谁在何时移交了什么</translation>
        </message>
        <message>
            <source>Distances, thresholds and weights that the zones follow from</source>
            <translation>推导责任区所用的距离、阈值和权重</translation>
        </message>
        <message>
            <source>Do again what was undone</source>
            <translation>重做已撤销的操作</translation>
        </message>
        <message>
            <source>Do the figures still hold?</source>
            <translation>核验数字</translation>
        </message>
        <message>
            <source>Does the plan still say what a printed paper says? By its hash, its QR code or the file</source>
            <translation>规划是否仍与打印的纸件一致？按校验值、二维码或文件核对</translation>
        </message>
        <message>
            <source>Draft, negotiated, signed: areas and agreements, who agreed to what, amendments</source>
            <translation>草案、商定、签署：联防区和协议，谁同意了什么，修订对照</translation>
        </message>
        <message>
            <source>Drag a corner, click a side to add one, Delete removes it; what lies inside is counted anew</source>
            <translation>拖动角点，点击边线添加角点，Delete 删除；范围内的数量重新统计</translation>
        </message>
        <message>
            <source>Drag a vertex or a side to move it; the middle of a side, or a double click on it, adds one; Delete removes; Shift and drag chooses several</source>
            <translation>拖动顶点或边即可移动；拖边的中点或双击边可添加顶点；Delete 删除；按住 Shift 拖动可选多个</translation>
        </message>
        <message>
            <source>Drag moves the map, the wheel zooms about the cursor</source>
            <translation>拖动移图，滚轮以光标为中心缩放</translation>
        </message>
        <message>
            <source>Drag the area, a corner of its box or the round handle, or type numbers; Enter applies</source>
            <translation>拖动联防区、外框角点或圆形手柄，也可输入数值；回车应用</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>Draw a circle</source>
            <translation>绘制圆</translation>
        </message>
        <message>
            <source>Draw a dangerous road</source>
            <translation>绘制危险路段</translation>
        </message>
        <message>
            <source>Draw a firebreak</source>
            <translation>绘制防火隔离带</translation>
        </message>
        <message>
            <source>Draw a forest</source>
            <translation>绘制森林</translation>
        </message>
        <message>
            <source>Draw a line across the area: each piece becomes an area</source>
            <translation>画一条线穿过联防区，每一块成为一个联防区</translation>
        </message>
        <message>
            <source>Draw a patrol area</source>
            <translation>绘制联防区</translation>
        </message>
        <message>
            <source>Draw a patrol route</source>
            <translation>绘制巡护路线</translation>
        </message>
        <message>
            <source>Draw a rectangle</source>
            <translation>绘制矩形</translation>
        </message>
        <message>
            <source>Draw a river</source>
            <translation>绘制河流</translation>
        </message>
        <message>
            <source>Draw a road</source>
            <translation>绘制道路</translation>
        </message>
        <message>
            <source>Draw an alternative</source>
            <translation>绘制新方案</translation>
        </message>
        <message>
            <source>Draw another outline for the patrol area, corner by corner</source>
            <translation>逐点为联防区另绘一个边界</translation>
        </message>
        <message>
            <source>Draw around what does not belong to the area</source>
            <translation>圈出不属于联防区的部分</translation>
        </message>
        <message>
            <source>Draw freehand</source>
            <translation>手绘</translation>
        </message>
        <message>
            <source>Draw or import a patrol area first</source>
            <translation>请先绘制或导入联防区</translation>
        </message>
        <message>
            <source>Draw the area of a hazard source</source>
            <translation>绘制危险源范围</translation>
        </message>
        <message>
            <source>Draw the outline on which both agree, for the difference chosen</source>
            <translation>为选中的差异当场画出双方同意的范围</translation>
        </message>
        <message>
            <source>Draw what is agreed</source>
            <translation>当场画线</translation>
        </message>
        <message>
            <source>Earlier versions…</source>
            <translation>早先版本…</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Edit the outline of the zone</source>
            <translation>修改责任区范围</translation>
        </message>
        <message>
            <source>Edit the zone…</source>
            <translation>修改责任区…</translation>
        </message>
        <message>
            <source>Edit vertices</source>
            <translation>编辑顶点</translation>
        </message>
        <message>
            <source>Edits and zones set aside</source>
            <translation>人工修改与搁置的责任区</translation>
        </message>
        <message>
            <source>End the walk</source>
            <translation>结束导览</translation>
        </message>
        <message>
            <source>Enter a fire</source>
            <translation>录入火情</translation>
        </message>
        <message>
            <source>Enter a release into the air</source>
            <translation>录入气体泄漏</translation>
        </message>
        <message>
            <source>Enter a spill</source>
            <translation>输入水污染事件</translation>
        </message>
        <message>
            <source>Every change is in the file already; an untitled plan gets its place</source>
            <translation>每次改动都已写入文件；未命名的规划在此选定位置</translation>
        </message>
        <message>
            <source>Every key and what the mouse does, to search and to print</source>
            <translation>全部快捷键和鼠标操作，可搜索、可打印</translation>
        </message>
        <message>
            <source>Everything in the list is drawn</source>
            <translation>列表中的图层全部显示</translation>
        </message>
        <message>
            <source>Everything is saved</source>
            <translation>一切都已保存</translation>
        </message>
        <message>
            <source>Everything selected, on the map or in the attribute table</source>
            <translation>显示在地图或属性表中选中的全部要素</translation>
        </message>
        <message>
            <source>Exchange</source>
            <translation>交换</translation>
        </message>
        <message>
            <source>Exercise</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export blocks…</source>
            <translation>导出联防单元…</translation>
        </message>
        <message>
            <source>Export the exercise's kit</source>
            <translation>导出演练文件</translation>
        </message>
        <message>
            <source>Export the register…</source>
            <translation>导出登记簿…</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Farther, about the middle of the map; the wheel zooms about the cursor</source>
            <translation>以地图中心缩小；滚轮以光标为中心缩放</translation>
        </message>
        <message>
            <source>Fewer corners, the outline no farther off than the metres you give</source>
            <translation>减少角点，边线偏移不超过给定米数</translation>
        </message>
        <message>
            <source>Figures follow while a corner moves; the patrol area stays as it is</source>
            <translation>拖动顶点时数字随之变化；联防区本身不变</translation>
        </message>
        <message>
            <source>Fill holes</source>
            <translation>填补空洞</translation>
        </message>
        <message>
            <source>Fill the responsibility list</source>
            <translation>填写责任清单</translation>
        </message>
        <message>
            <source>Fill the screen; again leaves it</source>
            <translation>占满屏幕；再按一次退出</translation>
        </message>
        <message>
            <source>Find by value</source>
            <translation>按值查找</translation>
        </message>
        <message>
            <source>Find commands, layers, counties, zones and places by name, pinyin or coordinates</source>
            <translation>按名称、拼音或坐标查找命令、图层、县、责任区和地点</translation>
        </message>
        <message>
            <source>Find features by text or by a condition such as people &gt; 500, in the attribute table</source>
            <translation>在属性表中按文字或条件（如 人口 &gt; 500）查找要素</translation>
        </message>
        <message>
            <source>Fire and flood seasons of each county, how often counties meet, how early to remind</source>
            <translation>各县的防火期和汛期、每年应开会几次、提前多久提醒</translation>
        </message>
        <message>
            <source>Fire scenarios side by side…</source>
            <translation>火灾情景对比…</translation>
        </message>
        <message>
            <source>Fires that start in one county and burn in others: matrix, arrows, shares</source>
            <translation>一县起火、烧到别县：矩阵、箭头、占比</translation>
        </message>
        <message>
            <source>Flood standards across the line</source>
            <translation>跨界防洪标准对比</translation>
        </message>
        <message>
            <source>Fold the left side to icons, or unfold it</source>
            <translation>把左栏收成图标或展开</translation>
        </message>
        <message>
            <source>Fold the right side to icons, or unfold it</source>
            <translation>把右栏收成图标或展开</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>沿线</translation>
        </message>
        <message>
            <source>Follow lines</source>
            <translation>沿线描绘</translation>
        </message>
        <message>
            <source>Forest from land cover…</source>
            <translation>从土地覆盖生成森林…</translation>
        </message>
        <message>
            <source>Forward again; also the forward button of the mouse</source>
            <translation>再往前；也可按鼠标前进键</translation>
        </message>
        <message>
            <source>Freehand</source>
            <translation>手绘</translation>
        </message>
        <message>
            <source>From the last point to the cursor along county lines, rivers, roads and zone edges; both ends must snap</source>
            <translation>从上一点沿县界、河流、道路或责任区边线描到光标处；两端都要捕捉到线上</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>Gap map on a plate…</source>
            <translation>协议覆盖图出图…</translation>
        </message>
        <message>
            <source>Gaps and overlaps of county lines</source>
            <translation>界线缝隙与重叠</translation>
        </message>
        <message>
            <source>Gaps between agreements</source>
            <translation>协议缺口</translation>
        </message>
        <message>
            <source>Go on to the next way of looking at two proposals</source>
            <translation>切换两方案的查看方式</translation>
        </message>
        <message>
            <source>Grades and standards of two counties side by side; what does not agree is flagged</source>
            <translation>两县预警分级与标准并列，不一致处标出</translation>
        </message>
        <message>
            <source>Guided walk through the sample…</source>
            <translation>示例导览…</translation>
        </message>
        <message>
            <source>Hand over to another county…</source>
            <translation>移交给邻县…</translation>
        </message>
        <message>
            <source>Hazard classes across the line</source>
            <translation>界线两侧危险性等级</translation>
        </message>
        <message>
            <source>Hazard sources at the line</source>
            <translation>界线附近的隐患点</translation>
        </message>
        <message>
            <source>Hazards</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Help contents</source>
            <translation>帮助目录</translation>
        </message>
        <message>
            <source>Help on this</source>
            <translation>此处的帮助</translation>
        </message>
        <message>
            <source>Hide all layers</source>
            <translation>隐藏全部图层</translation>
        </message>
        <message>
            <source>Hide the panels; again brings them back</source>
            <translation>隐藏面板；再按一次恢复</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>How gaps are judged…</source>
            <translation>缺口分级标准…</translation>
        </message>
        <message>
            <source>How likely each past event was across the line, as far as its coordinates can tell</source>
            <translation>按坐标精度，推算每起历史事件在界线对侧的概率</translation>
        </message>
        <message>
            <source>How soon a fire is another county's, wherever it starts: map, slider, counties</source>
            <translation>无论从哪里起火，多久烧到别的县：地图、时间滑块、分县</translation>
        </message>
        <message>
            <source>Identify</source>
            <translation>识别</translation>
        </message>
        <message>
            <source>Import an inventory…</source>
            <translation>导入应急资源清单…</translation>
        </message>
        <message>
            <source>Import patrol areas…</source>
            <translation>导入联防区…</translation>
        </message>
        <message>
            <source>Inventory</source>
            <translation>应急资源</translation>
        </message>
        <message>
            <source>Inventory of both sides</source>
            <translation>双方应急资源</translation>
        </message>
        <message>
            <source>Keep a scene first (Ctrl+B)</source>
            <translation>请先存一个图景（Ctrl+B）</translation>
        </message>
        <message>
            <source>Keep as a scene</source>
            <translation>存为图景</translation>
        </message>
        <message>
            <source>Keep only what lies in the counties you tick</source>
            <translation>只保留勾选县境内的部分</translation>
        </message>
        <message>
            <source>Keep the place, the layers shown and their looks under a name</source>
            <translation>把位置、显示的图层及其样式存为一个图景</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Kilometre grid</source>
            <translation>公里网</translation>
        </message>
        <message>
            <source>Kinds, classes, colours, patterns, widths, symbols and labels of the layer chosen</source>
            <translation>所选图层的类别、分级、颜色、图案、线宽、符号和注记</translation>
        </message>
        <message>
            <source>Language, theme, how coordinates are written</source>
            <translation>语言、主题、坐标写法</translation>
        </message>
        <message>
            <source>Layers panel</source>
            <translation>图层面板</translation>
        </message>
        <message>
            <source>Ledger of the counties…</source>
            <translation>往来台账…</translation>
        </message>
        <message>
            <source>Legend on the map</source>
            <translation>地图图例</translation>
        </message>
        <message>
            <source>Length, bearing and area on the CGCS2000 ellipsoid; right-click or Enter finishes, Esc cancels</source>
            <translation>在2000国家大地坐标系椭球上量测长度、方位角和面积；右键或回车结束，Esc 取消</translation>
        </message>
        <message>
            <source>Let go of what is selected on the map and in the lists</source>
            <translation>取消地图和列表中的选择</translation>
        </message>
        <message>
            <source>Lines over the map with their degrees at its edge</source>
            <translation>在地图上画经纬线，度数标在图边</translation>
        </message>
        <message>
            <source>List every change of the plan; a click on one goes back to it</source>
            <translation>列出规划的每一次修改，点击即可回到那一步</translation>
        </message>
        <message>
            <source>List the scenes; a click goes to one, Alt+1 to Alt+9 too</source>
            <translation>列出图景；点击前往，也可按 Alt+1 至 Alt+9</translation>
        </message>
        <message>
            <source>List what is recorded by hand: depots, teams, villages, routes, closed roads</source>
            <translation>列出手工登记的仓库、队伍、村庄、路线、封闭道路等</translation>
        </message>
        <message>
            <source>List what was said about places and shapes, open questions first</source>
            <translation>列出对地点和图形的意见</translation>
        </message>
        <message>
            <source>List where two counties' own lines do not fit, and say whose line holds</source>
            <translation>列出两县各自界线不吻合之处，认定以谁的线为准</translation>
        </message>
        <message>
            <source>Longitude and latitude</source>
            <translation>经纬网</translation>
        </message>
        <message>
            <source>Look of the layer…</source>
            <translation>图层外观…</translation>
        </message>
        <message>
            <source>Make an alternative of the land that the red and the blue proposal have in common</source>
            <translation>以红、蓝方案共有的范围建立新方案</translation>
        </message>
        <message>
            <source>Make an alternative of the red proposal as it is, to be changed</source>
            <translation>以红方案现状建立新方案，再作修改</translation>
        </message>
        <message>
            <source>Make an alternative of the red proposal without the land of the blue one</source>
            <translation>以红方案去掉蓝方案的范围建立新方案</translation>
        </message>
        <message>
            <source>Make an alternative of what either the red or the blue proposal has</source>
            <translation>以红、蓝方案合并的范围建立新方案</translation>
        </message>
        <message>
            <source>Make an exercise first (Ctrl+U, 1)</source>
            <translation>请先新建演练（Ctrl+U, 1）</translation>
        </message>
        <message>
            <source>Make blocks first (B)</source>
            <translation>请先生成联防单元（B）</translation>
        </message>
        <message>
            <source>Make one area of those selected; the first in the list keeps its name</source>
            <translation>把选中的联防区合为一个，保留列表中第一个的名称</translation>
        </message>
        <message>
            <source>Make one zone of those selected; the first in the list keeps its name and its lead</source>
            <translation>把选中的责任区合为一个；列表中的第一个保留名称和牵头县</translation>
        </message>
        <message>
            <source>Map only</source>
            <translation>只看地图</translation>
        </message>
        <message>
            <source>Map plate…</source>
            <translation>图幅与打印…</translation>
        </message>
        <message>
            <source>Materials, equipment, vehicles, teams and experts: how many, where, whom to call, how old the data are</source>
            <translation>物资、装备、车辆、队伍、专家：有多少、在哪里、找谁、数据多久没核查</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>量测</translation>
        </message>
        <message>
            <source>Meeting</source>
            <translation>会议</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Merge zones</source>
            <translation>合并责任区</translation>
        </message>
        <message>
            <source>Minutes by road and on foot: isochrones, who helps whom, reinforcements; click anywhere</source>
            <translation>按行车和步行计的分钟数：等时圈、谁帮谁、增援名单；点地图任意处看谁何时到</translation>
        </message>
        <message>
            <source>Minutes of a meeting</source>
            <translation>会议记录</translation>
        </message>
        <message>
            <source>Minutes to the line from anywhere</source>
            <translation>各处到县界的时间</translation>
        </message>
        <message>
            <source>Move corners of the blue proposal</source>
            <translation>调整蓝方案顶点</translation>
        </message>
        <message>
            <source>Move corners of the red proposal</source>
            <translation>调整红方案顶点</translation>
        </message>
        <message>
            <source>Move shared edges together</source>
            <translation>共用边一起移动</translation>
        </message>
        <message>
            <source>Move the outline out or in by metres</source>
            <translation>把边线按米数向外或向内移</translation>
        </message>
        <message>
            <source>Move what the rank weighs and see at once which zones come first</source>
            <translation>调整各项权重，立即看到哪些责任区排在前面</translation>
        </message>
        <message>
            <source>Move, turn, scale</source>
            <translation>移动、旋转、缩放</translation>
        </message>
        <message>
            <source>Name, class, lead and support by hand; kept when the zones are derived again</source>
            <translation>人工改名称、情境、牵头和配合；重新推导后仍保留</translation>
        </message>
        <message>
            <source>Need and shortfall</source>
            <translation>需要与短板</translation>
        </message>
        <message>
            <source>New exercise</source>
            <translation>新建演练</translation>
        </message>
        <message>
            <source>New plan…</source>
            <translation>新建规划…</translation>
        </message>
        <message>
            <source>New year from this plan…</source>
            <translation>结转到新的一年…</translation>
        </message>
        <message>
            <source>Next part of the window</source>
            <translation>窗口的下一部分</translation>
        </message>
        <message>
            <source>Next scene</source>
            <translation>下一图景</translation>
        </message>
        <message>
            <source>Not a zone</source>
            <translation>不是责任区</translation>
        </message>
        <message>
            <source>Nothing is drawn, to tick what is wanted</source>
            <translation>全部不显示，再勾选需要的</translation>
        </message>
        <message>
            <source>Nothing to redo</source>
            <translation>没有可重做的操作</translation>
        </message>
        <message>
            <source>Nothing to undo</source>
            <translation>没有可撤销的操作</translation>
        </message>
        <message>
            <source>Of lines, zones and areas</source>
            <translation>线、责任区和联防区的角点</translation>
        </message>
        <message>
            <source>Of sides 48 px or longer</source>
            <translation>边长不小于 48 像素时</translation>
        </message>
        <message>
            <source>Of the last side drawn, and of edges that end near the cursor</source>
            <translation>最后一条边的延长线，以及端点在光标附近的边的延长线</translation>
        </message>
        <message>
            <source>One page for each zone or border before a season: map, who is affected, what is open</source>
            <translation>季前会商用，责任区或县界一项一页：位置图、影响到谁、待议事项</translation>
        </message>
        <message>
            <source>One step that undo takes back; the outline before stays as an alternative</source>
            <translation>一步完成，可撤销；原边界保留为一个方案</translation>
        </message>
        <message>
            <source>Open a plan first</source>
            <translation>请先打开一个规划</translation>
        </message>
        <message>
            <source>Open a plan…</source>
            <translation>打开规划…</translation>
        </message>
        <message>
            <source>Open the sample</source>
            <translation>打开示例</translation>
        </message>
        <message>
            <source>Outlines of all counties of the country come with the program</source>
            <translation>程序自带全国各县轮廓</translation>
        </message>
        <message>
            <source>Overview map</source>
            <translation>鹰眼图</translation>
        </message>
        <message>
            <source>Owner, inspection, rectification and next joint inspection of the hazard sources near the line</source>
            <translation>界线附近隐患点的责任单位、排查、整改和下次联合检查</translation>
        </message>
        <message>
            <source>PM2.5 and alike out of published studies: matrix and arrows, with the citation</source>
            <translation>已发表研究中的 PM2.5 等来源—受体表：矩阵与箭头，注明出处</translation>
        </message>
        <message>
            <source>Pack for a colleague…</source>
            <translation>打包给同事…</translation>
        </message>
        <message>
            <source>Pan</source>
            <translation>平移</translation>
        </message>
        <message>
            <source>Parameters of fires…</source>
            <translation>火蔓延参数…</translation>
        </message>
        <message>
            <source>Parameters of rivers…</source>
            <translation>河流参数…</translation>
        </message>
        <message>
            <source>Parameters…</source>
            <translation>分析参数…</translation>
        </message>
        <message>
            <source>Part of the window before</source>
            <translation>窗口的上一部分</translation>
        </message>
        <message>
            <source>Past events: on which side</source>
            <translation>历史事件在哪一侧</translation>
        </message>
        <message>
            <source>Patrol area</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Patrols</source>
            <translation>巡护</translation>
        </message>
        <message>
            <source>Place a scanned map…</source>
            <translation>配准扫描图…</translation>
        </message>
        <message>
            <source>Place a site of the exercise</source>
            <translation>放置演练点位</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>规划</translation>
        </message>
        <message>
            <source>Plan, script, site table, maps, observers' handbook, tabletop kit; every page says 演练</source>
            <translation>工作方案、脚本、点位表、点位图、观摩手册、桌面推演包；每页都有“演练”字样</translation>
        </message>
        <message>
            <source>Plate</source>
            <translation>图幅</translation>
        </message>
        <message>
            <source>Play or pause the exercise</source>
            <translation>开始或暂停演练时钟</translation>
        </message>
        <message>
            <source>Press, go around the area, let go</source>
            <translation>按住左键沿范围画一圈，松开即成</translation>
        </message>
        <message>
            <source>Preview colours…</source>
            <translation>预览配色…</translation>
        </message>
        <message>
            <source>Proposals</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Proposals for a patrol area</source>
            <translation>联防区方案对照</translation>
        </message>
        <message>
            <source>Proposals over each other, swiped, side by side</source>
            <translation>方案叠加、卷帘、分屏</translation>
        </message>
        <message>
            <source>Put a note along a line</source>
            <translation>添加线状标注</translation>
        </message>
        <message>
            <source>Put a note at a point</source>
            <translation>添加点状标注</translation>
        </message>
        <message>
            <source>Put a patrol area together from the pieces of land that roads, rivers, ridges and county lines form</source>
            <translation>用道路、河流、山脊和县界围成的联防单元拼出联防区</translation>
        </message>
        <message>
            <source>Put a picture on the map by points that are in both, to trace from it</source>
            <translation>用图上和地图上都有的点把图片放到地图上，供描绘</translation>
        </message>
        <message>
            <source>Put the blue proposal into the patrol area</source>
            <translation>采用蓝方案</translation>
        </message>
        <message>
            <source>Put the plan and its rasters into one file that a colleague can open</source>
            <translation>把规划和它的栅格放进一个联防包，同事可直接打开</translation>
        </message>
        <message>
            <source>Put the red proposal into the patrol area</source>
            <translation>采用红方案</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Read a workbook into the register…</source>
            <translation>读入登记簿工作簿…</translation>
        </message>
        <message>
            <source>Read map files into the plan; you can also drop them on the window</source>
            <translation>把地图文件读入规划；也可以直接拖到窗口里</translation>
        </message>
        <message>
            <source>Read the polygons of a file as patrol areas</source>
            <translation>把文件中的多边形读作联防区</translation>
        </message>
        <message>
            <source>Read what is held from a workbook; everything that is unclear is told first</source>
            <translation>从工作簿读入应急资源；不清楚的地方先一并列出</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Record a boundary marker</source>
            <translation>登记界桩</translation>
        </message>
        <message>
            <source>Record a checkpoint</source>
            <translation>登记检查站</translation>
        </message>
        <message>
            <source>Record a closed road</source>
            <translation>登记封闭道路</translation>
        </message>
        <message>
            <source>Record a depot</source>
            <translation>登记仓库</translation>
        </message>
        <message>
            <source>Record a hazard source</source>
            <translation>登记危险源</translation>
        </message>
        <message>
            <source>Record a loan or compensation…</source>
            <translation>登记借用或补偿…</translation>
        </message>
        <message>
            <source>Record a lookout</source>
            <translation>登记瞭望塔</translation>
        </message>
        <message>
            <source>Record a team</source>
            <translation>登记队伍</translation>
        </message>
        <message>
            <source>Record a village</source>
            <translation>登记村庄</translation>
        </message>
        <message>
            <source>Record help given…</source>
            <translation>登记支援…</translation>
        </message>
        <message>
            <source>Record what one county did for another: people, hours, cost</source>
            <translation>登记一县对另一县的支援：人数、时长、费用</translation>
        </message>
        <message>
            <source>Record what was lent, requisitioned or is to be compensated, when it is due and its value</source>
            <translation>登记借用、征用和应补偿的：何时应还、价值多少</translation>
        </message>
        <message>
            <source>Recorded by hand</source>
            <translation>手工登记</translation>
        </message>
        <message>
            <source>Rectangle</source>
            <translation>矩形</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Rivers at the line</source>
            <translation>县界河流</translation>
        </message>
        <message>
            <source>Roads at the line</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>Roads that cross or follow a county line, and their class with dangerous goods on them</source>
            <translation>穿过或沿着县界的道路，以及载有危险货物时的情境</translation>
        </message>
        <message>
            <source>Round the corners of the outline</source>
            <translation>把边线的角磨圆</translation>
        </message>
        <message>
            <source>Routes with minutes, woods along them, rangers by danger level, entrances, tracks against plan</source>
            <translation>路线用时、沿线森林、按火险等级的力量、进山口、轨迹对照</translation>
        </message>
        <message>
            <source>Run the clock at 1 to 600 times real time; events appear on the map</source>
            <translation>时钟按 1～600 倍速走，情景随时间出现在地图上</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save a copy…</source>
            <translation>另存副本…</translation>
        </message>
        <message>
            <source>Save a template of the register…</source>
            <translation>保存登记簿模板…</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Save the fire as a notice…</source>
            <translation>火情通报单…</translation>
        </message>
        <message>
            <source>Save the view as a picture…</source>
            <translation>当前视图存为图片…</translation>
        </message>
        <message>
            <source>Scene before</source>
            <translation>上一图景</translation>
        </message>
        <message>
            <source>Scenes</source>
            <translation>图景</translation>
        </message>
        <message>
            <source>Script of the exercise from physics</source>
            <translation>由推演生成演练脚本</translation>
        </message>
        <message>
            <source>Search…</source>
            <translation>搜索…</translation>
        </message>
        <message>
            <source>Seasons and numbers of the calendar…</source>
            <translation>日程的防火期与次数…</translation>
        </message>
        <message>
            <source>Sections, banks, the 10 km band, rivers off their line, basins, and what is wrong in the network</source>
            <translation>跨界断面、左右岸、省界 10 km、偏离界线的河流、水系和河网问题</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Select a patrol area first</source>
            <translation>请先选中一个联防区</translation>
        </message>
        <message>
            <source>Select a zone first</source>
            <translation>请先选中一个责任区</translation>
        </message>
        <message>
            <source>Select nothing</source>
            <translation>取消选择</translation>
        </message>
        <message>
            <source>Select something on the map or in a list first</source>
            <translation>请先在地图或列表中选择</translation>
        </message>
        <message>
            <source>Select two or more patrol areas first: Ctrl and click in the list or on the map</source>
            <translation>先选中两个以上联防区：在列表或地图上按住 Ctrl 单击</translation>
        </message>
        <message>
            <source>Select two or more zones in the list first</source>
            <translation>请先在列表中选中两个以上责任区</translation>
        </message>
        <message>
            <source>Set the zones selected aside; they stay aside when the zones are derived again</source>
            <translation>搁置选中的责任区；重新推导后仍然搁置</translation>
        </message>
        <message>
            <source>Set up an exercise on a border, place its sites, play its script, evaluate it</source>
            <translation>在一条界线上筹划演练：布点、核对、推演脚本、评估</translation>
        </message>
        <message>
            <source>Set which gaps come first, and how long drills, meetings and stock lists count</source>
            <translation>设定哪些缺口先办，演练、会议和物资清单多久算旧</translation>
        </message>
        <message>
            <source>Sets of numbers side by side…</source>
            <translation>数值方案对比…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Show all layers</source>
            <translation>显示全部图层</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>全图</translation>
        </message>
        <message>
            <source>Show how every border stands: in force, ending, expired, in talks, without agreement</source>
            <translation>显示每条界线的状态：有效、将到期、过期、商谈中、无协议</translation>
        </message>
        <message>
            <source>Show ours alone, theirs alone, both</source>
            <translation>只看我方、只看对方、两稿同看</translation>
        </message>
        <message>
            <source>Show the selection</source>
            <translation>缩放到所选</translation>
        </message>
        <message>
            <source>Show the two drafts in turn, so that what moved is seen</source>
            <translation>轮流显示两稿，看清哪里动了</translation>
        </message>
        <message>
            <source>Shows class, lead and shares as they are and exchanged; the weight of the origin is a slider</source>
            <translation>并列显示现状与对调后的情境、牵头和责任比例；发生地权重可拖动</translation>
        </message>
        <message>
            <source>Simplify…</source>
            <translation>简化…</translation>
        </message>
        <message>
            <source>Smooth…</source>
            <translation>平滑…</translation>
        </message>
        <message>
            <source>Snap</source>
            <translation>捕捉</translation>
        </message>
        <message>
            <source>Snap to corners</source>
            <translation>捕捉顶点</translation>
        </message>
        <message>
            <source>Snap to county lines, zone edges and other areas within 12 px; hold Alt to suspend</source>
            <translation>12 像素内捕捉县界、责任区边线和其他联防区；按住 Alt 暂停</translation>
        </message>
        <message>
            <source>Snap to crossings</source>
            <translation>捕捉交点</translation>
        </message>
        <message>
            <source>Snap to edges</source>
            <translation>捕捉边线</translation>
        </message>
        <message>
            <source>Snap to extensions</source>
            <translation>捕捉延长线</translation>
        </message>
        <message>
            <source>Snap to lines</source>
            <translation>捕捉</translation>
        </message>
        <message>
            <source>Snap to midpoints</source>
            <translation>捕捉中点</translation>
        </message>
        <message>
            <source>Snap to right angles</source>
            <translation>捕捉直角</translation>
        </message>
        <message>
            <source>Snapping</source>
            <translation>捕捉</translation>
        </message>
        <message>
            <source>Source–receptor tables</source>
            <translation>来源—受体表</translation>
        </message>
        <message>
            <source>Speeds, levees, low land and all that rivers are worked out with</source>
            <translation>流速、堤防、低地等河流推算的全部参数</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Subtract other areas…</source>
            <translation>减去其他联防区…</translation>
        </message>
        <message>
            <source>Suggest sites of the exercise</source>
            <translation>推荐演练点位</translation>
        </message>
        <message>
            <source>Swap origin and affected</source>
            <translation>对调发生地与波及地</translation>
        </message>
        <message>
            <source>Swap ours and theirs</source>
            <translation>切换我方与对方</translation>
        </message>
        <message>
            <source>Swap the red and the blue proposal</source>
            <translation>红蓝方案互换</translation>
        </message>
        <message>
            <source>Table of what is in view</source>
            <translation>视野内要素的属性表</translation>
        </message>
        <message>
            <source>Table of what is selected</source>
            <translation>所选要素的属性表</translation>
        </message>
        <message>
            <source>Take away what other patrol areas cover</source>
            <translation>去掉与其他联防区重叠的部分</translation>
        </message>
        <message>
            <source>Take in a plan first (Ctrl+H, T)</source>
            <translation>请先接收一份规划（Ctrl+H, T）</translation>
        </message>
        <message>
            <source>Take in from another county…</source>
            <translation>接收邻县规划…</translation>
        </message>
        <message>
            <source>Take in what was decided, as one step that undo takes back</source>
            <translation>把商定的结果作为一步写入规划，可整步撤销</translation>
        </message>
        <message>
            <source>Take the last step back: of the sketch in hand, else of the plan</source>
            <translation>退回一步：先退草图，再退规划</translation>
        </message>
        <message>
            <source>Take the rows of a workbook; everything that is wrong in it is told together</source>
            <translation>读入工作簿各行；所有问题一并列出</translation>
        </message>
        <message>
            <source>Take the walk away; it can be taken up where it was left</source>
            <translation>收起导览，以后可以从停下的地方继续</translation>
        </message>
        <message>
            <source>The areas selected have no holes any more</source>
            <translation>去掉所选联防区内的空洞</translation>
        </message>
        <message>
            <source>The attribute table with only the features selected; again shows all</source>
            <translation>属性表只列所选要素；再按一次列出全部</translation>
        </message>
        <message>
            <source>The attribute table with only the features the map shows; again shows all</source>
            <translation>属性表只列地图视野内的要素；再按一次列出全部</translation>
        </message>
        <message>
            <source>The counties small in a corner, and where the map is; click or drag there to go elsewhere</source>
            <translation>角上的小图显示各县和当前位置；在小图上点击或拖动即可前往</translation>
        </message>
        <message>
            <source>The features of the layer chosen as rows: find, sort, select, copy; again closes it</source>
            <translation>把所选图层的要素列成表：查找、排序、选择、复制；再按一次关闭</translation>
        </message>
        <message>
            <source>The grid of the 3° zone, each zone its own: X is north, Y east with the zone's number</source>
            <translation>3度带公里网，各带画各带的；X 向北，Y 向东并冠带号</translation>
        </message>
        <message>
            <source>The keyboard goes back to the part of the window before</source>
            <translation>键盘回到窗口的上一部分</translation>
        </message>
        <message>
            <source>The keyboard goes on: toolbar, layers, card, map, zones, table, status bar</source>
            <translation>键盘依次转到：工具栏、图层、卡片、地图、责任区、表格、状态栏</translation>
        </message>
        <message>
            <source>The main job in fourteen short steps, in a sample of its own; goes on where it was left</source>
            <translation>在另开的示例里用十四小步走完主要工作；从上次停下的地方继续</translation>
        </message>
        <message>
            <source>The map as colour-blind eyes see it, or in grey; what is printed stays as it is</source>
            <translation>以色觉障碍者的眼睛或以灰度查看地图；打印不受影响</translation>
        </message>
        <message>
            <source>The map as it was before it was moved; also the back button of the mouse</source>
            <translation>回到移动之前的视图；也可按鼠标后退键</translation>
        </message>
        <message>
            <source>The next step of the guided walk</source>
            <translation>导览的下一步</translation>
        </message>
        <message>
            <source>The other language, at once</source>
            <translation>立即换成另一种语言</translation>
        </message>
        <message>
            <source>The page about the panel, card, dialog or tool in hand, or what is under the mouse</source>
            <translation>手头的面板、卡片、对话框、工具，或光标所指之处的说明</translation>
        </message>
        <message>
            <source>The plan is being written</source>
            <translation>正在写入规划</translation>
        </message>
        <message>
            <source>The plan on the wall, from zone to zone: full screen, everything large; again or Esc leaves</source>
            <translation>把规划投到墙上，逐区讨论：全屏，一切放大；再按一次或按 Esc 退出</translation>
        </message>
        <message>
            <source>The program does what the step asks for</source>
            <translation>这一步要做的，由程序代做</translation>
        </message>
        <message>
            <source>The scene above, the last before the first</source>
            <translation>上一个图景，第一个之前是最后一个</translation>
        </message>
        <message>
            <source>The scene below, the first after the last</source>
            <translation>下一个图景，最后一个之后回到第一个</translation>
        </message>
        <message>
            <source>The step of the guided walk before this one</source>
            <translation>导览的上一步</translation>
        </message>
        <message>
            <source>The year…</source>
            <translation>年度日程…</translation>
        </message>
        <message>
            <source>The zones are being derived</source>
            <translation>正在推导责任区</translation>
        </message>
        <message>
            <source>There is no other patrol area</source>
            <translation>没有其他联防区</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>此规划以只读方式打开</translation>
        </message>
        <message>
            <source>Tick the hazards that are derived, all together or one alone, and set the numbers of each</source>
            <translation>勾选参与识别的灾种（全部或单个），并设定各自的数值</translation>
        </message>
        <message>
            <source>Title and reference date…</source>
            <translation>标题和基准日…</translation>
        </message>
        <message>
            <source>To the last side drawn and to the first, where the area will be closed</source>
            <translation>与最后一条边成直角，以及与第一条边成直角（闭合处）</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>一起移动</translation>
        </message>
        <message>
            <source>Turn the classes of a land-cover layer into forest with fuel types</source>
            <translation>把土地覆盖图层的各类变成带可燃物类型的森林</translation>
        </message>
        <message>
            <source>Two opposite corners; with Shift the first two end a side and the third gives the width</source>
            <translation>单击两个对角；按住 Shift 单击则先定一条边，第三点定宽度</translation>
        </message>
        <message>
            <source>Type or paste the coordinates of the corners; rows and corners are linked</source>
            <translation>键入或粘贴角点坐标；表中的行与图上的角点联动</translation>
        </message>
        <message>
            <source>Type what somebody must have or be able to do: pump, divers, robot; pinyin will do</source>
            <translation>键入需要的能力：水泵、蛙人、机器人；拼音也行</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Version, licences, and whose work it stands on</source>
            <translation>版本、许可及所依托的成果</translation>
        </message>
        <message>
            <source>Versions and signatures…</source>
            <translation>版本与签署…</translation>
        </message>
        <message>
            <source>Versions of this and other plans that were kept while you worked</source>
            <translation>工作时自动备份下来的本规划和其他规划的早先版本</translation>
        </message>
        <message>
            <source>Vertices</source>
            <translation>顶点</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>View after</source>
            <translation>后一视图</translation>
        </message>
        <message>
            <source>View before</source>
            <translation>前一视图</translation>
        </message>
        <message>
            <source>Walk: do it for me</source>
            <translation>导览：代我做</translation>
        </message>
        <message>
            <source>Walk: next step</source>
            <translation>导览：下一步</translation>
        </message>
        <message>
            <source>Walk: step before</source>
            <translation>导览：上一步</translation>
        </message>
        <message>
            <source>Warning grades of two counties</source>
            <translation>两县预警分级</translation>
        </message>
        <message>
            <source>Weather, model, precision, cells and fuel factors, with units, defaults and sources</source>
            <translation>气象、模型、精度、格网和可燃物系数，附单位、默认值和来源</translation>
        </message>
        <message>
            <source>Weathers and danger levels kept with the plan: matrices of one scale, differences, workbook</source>
            <translation>随规划保存的气象和火险等级：同一色标的矩阵、差异、工作簿</translation>
        </message>
        <message>
            <source>Weights of the rank</source>
            <translation>排序权重</translation>
        </message>
        <message>
            <source>What a county objects to; what was decided stands open again</source>
            <translation>某县的不同意见；已议定的事项重新待议</translation>
        </message>
        <message>
            <source>What a county says about what is chosen on the map</source>
            <translation>某县对图上所选对象的发言</translation>
        </message>
        <message>
            <source>What counties send and give each other, who would bear which cost, what is lent and owed</source>
            <translation>各县互相输出的风险、互相的支援，费用怎么分担，借了什么、欠多少</translation>
        </message>
        <message>
            <source>What counties send each other</source>
            <translation>各县相互传播</translation>
        </message>
        <message>
            <source>What documents call the plan, and the day they are as of</source>
            <translation>文件中使用的规划名称和基准日</translation>
        </message>
        <message>
            <source>What each county needs against what it holds, singly and together</source>
            <translation>各县需要与储备对照，单独和联合</translation>
        </message>
        <message>
            <source>What each county proposes: two against each other, what both have and where they part</source>
            <translation>各县方案两两对照：共有部分与分歧部分</translation>
        </message>
        <message>
            <source>What is drawn in the view, as on a printed plate</source>
            <translation>当前视图中画了什么，与打印图版一致</translation>
        </message>
        <message>
            <source>What is due when: meetings, chair, inspections, seasons, terms; what to confirm; evaluation</source>
            <translation>何时该办什么：会议、轮值、联合检查、防火期、协议期限；须确认的事项；评估</translation>
        </message>
        <message>
            <source>What is to be done, by whom and by which day; it comes into register and calendar</source>
            <translation>要办什么、谁办、何时办完；同时进入登记册和日程</translation>
        </message>
        <message>
            <source>What lookouts see</source>
            <translation>瞭望覆盖</translation>
        </message>
        <message>
            <source>What was decided, about what is chosen on the map; it comes into the register as well</source>
            <translation>对图上所选对象议定了什么；同时进入登记册</translation>
        </message>
        <message>
            <source>What was red is blue</source>
            <translation>红方案与蓝方案对调</translation>
        </message>
        <message>
            <source>Where a fire must have started</source>
            <translation>来火范围</translation>
        </message>
        <message>
            <source>Where edits and the analysis differ, and zones that were set aside</source>
            <translation>人工修改与分析不一致之处，以及搁置的责任区</translation>
        </message>
        <message>
            <source>Where fire comes from</source>
            <translation>来火方向</translation>
        </message>
        <message>
            <source>Where hazard maps give the two sides of a county line different classes</source>
            <translation>区划图在县界两侧给出不同等级的地段</translation>
        </message>
        <message>
            <source>Where two lines meet</source>
            <translation>两条线相交处</translation>
        </message>
        <message>
            <source>Which hazards give zones…</source>
            <translation>参与识别的灾种…</translation>
        </message>
        <message>
            <source>Which way rivers run</source>
            <translation>河流流向</translation>
        </message>
        <message>
            <source>Who gets there first</source>
            <translation>谁先到</translation>
        </message>
        <message>
            <source>Who has …</source>
            <translation>谁有……</translation>
        </message>
        <message>
            <source>Who threatens whom</source>
            <translation>谁威胁谁</translation>
        </message>
        <message>
            <source>Widen or narrow…</source>
            <translation>外扩或内缩…</translation>
        </message>
        <message>
            <source>Winds, return periods: zones, classes and people under each, and which zones hold in all</source>
            <translation>各风向、各重现期下的责任区、类别和人口，哪些责任区始终成立</translation>
        </message>
        <message>
            <source>With scale, north arrow, statements and credits, twice as fine as the screen</source>
            <translation>带比例尺、指北针、声明和来源，清晰度为屏幕的两倍</translation>
        </message>
        <message>
            <source>Woods seen from towers and cameras, by whom, what nobody sees, where one more would help</source>
            <translation>瞭望塔和摄像头能看到哪些森林、由谁看到、哪里是盲区、在哪里增设最有用</translation>
        </message>
        <message>
            <source>Work out what happens when; lines written by hand stay</source>
            <translation>推算何时发生什么；手工条目保留</translation>
        </message>
        <message>
            <source>Work the figures of all zones out again; what differs is listed with the reason</source>
            <translation>重新推算全部责任区的数字；有出入的列出并说明原因</translation>
        </message>
        <message>
            <source>Write a copy to another place and stay here</source>
            <translation>在别处存一份副本，继续在原处工作</translation>
        </message>
        <message>
            <source>Write a package with the plan, its rasters and who gave it when, for a stick</source>
            <translation>把规划、栅格和移交人、移交时间写成一个联防包，存到优盘</translation>
        </message>
        <message>
            <source>Write all tables, gaps, the four-dimension matrices and health as a workbook</source>
            <translation>把各表、缺口、四维矩阵和协议健康写成工作簿</translation>
        </message>
        <message>
            <source>Write an agreement with its annexes from the map; files of the areas are in the same window</source>
            <translation>按图起草协议及附件；联防区的各种文件在同一窗口</translation>
        </message>
        <message>
            <source>Write an agreement…</source>
            <translation>编写协议…</translation>
        </message>
        <message>
            <source>Write an empty workbook that says what each column takes</source>
            <translation>写出空白工作簿，注明每列填什么</translation>
        </message>
        <message>
            <source>Write down a decision</source>
            <translation>记录议定事项</translation>
        </message>
        <message>
            <source>Write down a remark</source>
            <translation>记录发言</translation>
        </message>
        <message>
            <source>Write down a task</source>
            <translation>记录任务</translation>
        </message>
        <message>
            <source>Write down an objection</source>
            <translation>记录异议</translation>
        </message>
        <message>
            <source>Write maps, tables and files of patrol areas; annexes and agreements are in the same window</source>
            <translation>输出联防区的图、表和各种文件；附件和协议在同一窗口</translation>
        </message>
        <message>
            <source>Write the blocks with their figures as a map layer: GeoPackage or GeoJSON</source>
            <translation>把联防单元连同各项数字写成图层文件：GeoPackage 或 GeoJSON</translation>
        </message>
        <message>
            <source>Write the calendar file, the annual plan and the evaluation sheet, with their workbooks</source>
            <translation>输出日历文件、年度工作计划和评估表，以及相应的工作簿</translation>
        </message>
        <message>
            <source>Write the minutes of the meeting as DOCX and PDF, ready to be signed</source>
            <translation>把会议记录写成 DOCX 和 PDF，供签字</translation>
        </message>
        <message>
            <source>Write the minutes…</source>
            <translation>导出会议记录…</translation>
        </message>
        <message>
            <source>Write the plan to another place and go on there; undo goes along</source>
            <translation>把规划存到别处，并在那里继续工作；撤销记录一并带走</translation>
        </message>
        <message>
            <source>Write the year…</source>
            <translation>输出年度文件…</translation>
        </message>
        <message>
            <source>Write what was decided</source>
            <translation>写入商定结果</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>Zones panel</source>
            <translation>责任区面板</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>中文 / English</source>
            <translation>中文 / English</translation>
        </message>
        <message>
            <source>火情通报单 as DOCX or PDF: whom to tell by when, villages, teams, and a map</source>
            <translation>火情通报单（DOCX 或 PDF）：向谁通报、何时之前，村庄、队伍和地图</translation>
        </message>
    </context>
    <context>
        <name>AgendaStrip</name>
        <message>
            <source>Agenda</source>
            <translation>议程</translation>
        </message>
        <message>
            <source>Space leaves out · Ctrl+↑↓ moves</source>
            <translation>空格略过 · Ctrl+↑↓ 移动</translation>
        </message>
    </context>
    <context>
        <name>Ages</name>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>{count} days ago</source>
            <translation>{count} 天前</translation>
        </message>
        <message>
            <source>{count} h ago</source>
            <translation>{count} 小时前</translation>
        </message>
        <message>
            <source>{count} min ago</source>
            <translation>{count} 分钟前</translation>
        </message>
        <message>
            <source>{count} months ago</source>
            <translation>{count} 个月前</translation>
        </message>
        <message>
            <source>{count} weeks ago</source>
            <translation>{count} 周前</translation>
        </message>
    </context>
    <context>
        <name>AgreementForm</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Keep it in the plan (Ctrl+Enter)</source>
            <translation>存入规划（Ctrl+Enter）</translation>
        </message>
        <message>
            <source>Keep ours</source>
            <translation>保留人工填写</translation>
        </message>
        <message>
            <source>New row</source>
            <translation>新的一行</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Take the zones'</source>
            <translation>采用共同责任区</translation>
        </message>
        <message>
            <source>The zones no longer have this row. It stays until you remove it.</source>
            <translation>共同责任区已没有这一行。删除之前一直保留。</translation>
        </message>
        <message>
            <source>The zones now say:</source>
            <translation>共同责任区现在给出：</translation>
        </message>
    </context>
    <context>
        <name>AgreementPages</name>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Agreements on record</source>
            <translation>已登记的协议</translation>
        </message>
        <message>
            <source>Gaps: borders and what covers them</source>
            <translation>缺口：界线与覆盖情况</translation>
        </message>
        <message>
            <source>What is listed</source>
            <translation>列出什么</translation>
        </message>
    </context>
    <context>
        <name>AgreementsPanel</name>
        <message>
            <source>A zone's card names the agreements that cover it.</source>
            <translation>覆盖某责任区的协议会写在它的卡片上。</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Agreements between the counties are listed here. Zones they cover say so. This plan holds none.</source>
            <translation>县与县之间的协议列在这里，被覆盖的责任区会注明。此规划尚无协议。</translation>
        </message>
        <message>
            <source>All columns, bodies, contacts, meetings, drills and the responsibility list</source>
            <translation>全部列、机构、联络表、会议、演练和责任清单</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>文号</translation>
        </message>
        <message>
            <source>Parties</source>
            <translation>参与方</translation>
        </message>
        <message>
            <source>Register…</source>
            <translation>登记簿…</translation>
        </message>
        <message>
            <source>Share no line: {counties}</source>
            <translation>互不相邻：{counties}</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>年份</translation>
        </message>
    </context>
    <context>
        <name>AlternativeDialog</name>
        <message>
            <source>Alternative</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Alternatives are drafts: they travel with the plan, and no document prints them.</source>
            <translation>方案是草稿：随规划一起传递，不进入任何文件。</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Letter</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Proposed by</source>
            <translation>提出方</translation>
        </message>
        <message>
            <source>all together</source>
            <translation>各县共同</translation>
        </message>
        <message>
            <source>nobody in particular</source>
            <translation>未指明</translation>
        </message>
    </context>
    <context>
        <name>AlternativeTableControl</name>
        <message>
            <source>There are no counties yet, so nothing can be told by county.</source>
            <translation>还没有县界，无法按县统计。</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写入文件</translation>
        </message>
        <message>
            <source>{area} alternatives</source>
            <translation>{area}方案比选</translation>
        </message>
    </context>
    <context>
        <name>AlternativesWindow</name>
        <message>
            <source>Alternative</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Alternatives</source>
            <translation>方案比选</translation>
        </message>
        <message>
            <source>Alternatives: {area}</source>
            <translation>方案比选：{area}</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the whole table for a spreadsheet</source>
            <translation>复制整张表，可粘贴到电子表格</translation>
        </message>
        <message>
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
        <message>
            <source>Differences to the chosen one</source>
            <translation>与现行方案之差</translation>
        </message>
        <message>
            <source>It is in the area already</source>
            <translation>已是联防区现行边界</translation>
        </message>
        <message>
            <source>Measuring…</source>
            <translation>正在量算…</translation>
        </message>
        <message>
            <source>Put into the area</source>
            <translation>采用</translation>
        </message>
        <message>
            <source>Save the table as a workbook</source>
            <translation>将表存为工作簿</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>There is no alternative yet</source>
            <translation>还没有方案</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>★ is better where nobody can doubt it. — is not known. In force: {name}</source>
            <translation>★ 为无可争议的较优，— 为未知。现行：{name}</translation>
        </message>
    </context>
    <context>
        <name>AnalysisTask</name>
        <message>
            <source>Deriving zones</source>
            <translation>正在推导责任区</translation>
        </message>
    </context>
    <context>
        <name>AreaChecks</name>
        <message numerus="yes">
            <source>%n let stand: tell again</source>
            <translation>
                <numerusform>已搁置 %n 项：重新提示</numerusform>
            </translation>
        </message>
        <message>
            <source>Checks of patrol areas</source>
            <translation>联防区检查</translation>
        </message>
        <message>
            <source>Larger areas are listed. The default is what a team of 30 looks after at one person to 1,000 hm², the least that Sichuan's standard of 2016 asks for. Agree on your own number.</source>
            <translation>超过此面积的联防区会列出。默认值为 30 人队伍按每人 1000 hm² 看护的面积（四川 2016 年标准的最低要求）。请商定自己的数值。</translation>
        </message>
        <message>
            <source>Largest area</source>
            <translation>面积上限</translation>
        </message>
        <message numerus="yes">
            <source>Patrol areas: %n to settle</source>
            <translation>
                <numerusform>联防区：%n 项待处理</numerusform>
            </translation>
        </message>
        <message>
            <source>Patrol areas: nothing to settle</source>
            <translation>联防区：无待处理项</translation>
        </message>
    </context>
    <context>
        <name>AreaFindings</name>
        <message>
            <source>A strip of {area}, {width} m wide, lies between it and {other}.</source>
            <translation>与 {other} 之间有一条宽 {width} m、面积 {area} 的空隙。</translation>
        </message>
        <message>
            <source>A strip of {area}, {width} m wide, lies in {county}: was the outline meant to follow the county line?</source>
            <translation>有一条 {area}、宽 {width} m 的窄条落在{county}：轮廓是否本应沿界线？</translation>
        </message>
        <message>
            <source>Clip to the counties: {area} less</source>
            <translation>裁剪到各县：减少 {area}</translation>
        </message>
        <message>
            <source>Clip to the zones: {area} less</source>
            <translation>裁剪到责任区：减少 {area}</translation>
        </message>
        <message>
            <source>Cut the strip off: {area} less</source>
            <translation>裁掉窄条：减少 {area}</translation>
        </message>
        <message>
            <source>Cut {area} off {name}</source>
            <translation>从 {name} 裁掉 {area}</translation>
        </message>
        <message>
            <source>Fill {count} hole(s): {area} more</source>
            <translation>填补 {count} 个空洞：增加 {area}</translation>
        </message>
        <message>
            <source>Give the {area} to {name}</source>
            <translation>把这 {area} 划给 {name}</translation>
        </message>
        <message>
            <source>It has no area.</source>
            <translation>没有面积。</translation>
        </message>
        <message>
            <source>It has {area}; more than {limit} is much for one area.</source>
            <translation>面积 {area}，超过上限 {limit}，单独一个联防区偏大。</translation>
        </message>
        <message>
            <source>It has {count} hole(s); nobody patrols there.</source>
            <translation>内有 {count} 个空洞，洞内无人巡护。</translation>
        </message>
        <message>
            <source>It lies in none of the plan's counties.</source>
            <translation>不在规划的任何县内。</translation>
        </message>
        <message>
            <source>It lies in {county} alone; a joint area needs at least two counties.</source>
            <translation>只在{county}境内；联防区至少应跨两个县。</translation>
        </message>
        <message>
            <source>It lies outside every shared-responsibility zone.</source>
            <translation>不在任何共同责任区内。</translation>
        </message>
        <message>
            <source>Its outline crosses itself.</source>
            <translation>轮廓自相交。</translation>
        </message>
        <message>
            <source>Keep the larger part, drop {area}</source>
            <translation>保留较大部分，舍去 {area}</translation>
        </message>
        <message>
            <source>Make {count} areas of its parts</source>
            <translation>各部分分成 {count} 个联防区</translation>
        </message>
        <message>
            <source>{area} of it ({share}) lie outside the shared-responsibility zones.</source>
            <translation>有 {area}（{share}）在共同责任区之外。</translation>
        </message>
        <message>
            <source>{area} of it lie in none of the plan's counties.</source>
            <translation>其中 {area} 不在规划的任何县内。</translation>
        </message>
        <message>
            <source>{area} of it lie in {other} too.</source>
            <translation>有 {area} 同时在 {other} 内。</translation>
        </message>
        <message>
            <source>{name}: {before} → {after}</source>
            <translation>{name}：{before} → {after}</translation>
        </message>
    </context>
    <context>
        <name>Ask</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Its content differs. Figures made from the earlier file are out of date then.</source>
            <translation>内容不同。使用它之后，由原文件得出的数字即为过期。</translation>
        </message>
        <message>
            <source>Keep it as a file, or let it go?</source>
            <translation>保存为文件，还是放弃？</translation>
        </message>
        <message>
            <source>Keep…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Let it go</source>
            <translation>放弃</translation>
        </message>
        <message>
            <source>Lianfang</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Replace it?</source>
            <translation>要替换它吗？</translation>
        </message>
        <message>
            <source>The earlier file had {old}, this one has {new}.</source>
            <translation>原文件大小为 {old}，此文件为 {new}。</translation>
        </message>
        <message>
            <source>This plan has no place of its own yet.</source>
            <translation>此规划还没有保存到文件夹。</translation>
        </message>
        <message>
            <source>Use it anyway</source>
            <translation>仍然使用</translation>
        </message>
        <message>
            <source>{file} is not the file that was added as {layer}.</source>
            <translation>{file} 不是作为“{layer}”入库的那个文件。</translation>
        </message>
        <message>
            <source>{name} exists already.</source>
            <translation>{name} 已存在。</translation>
        </message>
    </context>
    <context>
        <name>AttributeEdits</name>
        <message>
            <source>Change it in its form, on the Records page</source>
            <translation>请在“登记”页的表单里修改</translation>
        </message>
        <message>
            <source>Derived or measured: it follows from the shapes and the layers</source>
            <translation>由推导或量算得出，随图形和图层而变</translation>
        </message>
        <message>
            <source>Derived: it follows from the layers</source>
            <translation>由图层推导得出</translation>
        </message>
        <message>
            <source>From a file: it stays as its owner wrote it</source>
            <translation>来自文件：保持提供单位的原样</translation>
        </message>
        <message>
            <source>This column is not written by hand</source>
            <translation>此列不能手工填写</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>此规划以只读方式打开</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>未填</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
    </context>
    <context>
        <name>AttributeTableControl</name>
        <message>
            <source>Save the rows</source>
            <translation>保存表格</translation>
        </message>
        <message>
            <source>Table as text (*.csv)</source>
            <translation>文本表格 (*.csv)</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>Writing the table</source>
            <translation>正在写出表格</translation>
        </message>
        <message>
            <source>“{value}” cannot be kept in this column.</source>
            <translation>“{value}”不能填入此列。</translation>
        </message>
    </context>
    <context>
        <name>AttributeTablePanel</name>
        <message>
            <source>A bracket has no partner: “{part}”.</source>
            <translation>括号不成对：“{part}”。</translation>
        </message>
        <message>
            <source>A sign such as = or &gt; is missing at “{part}”.</source>
            <translation>“{part}”处缺少 = 或 &gt; 之类的符号。</translation>
        </message>
        <message>
            <source>A value is missing after “{part}”.</source>
            <translation>“{part}”后面缺少值。</translation>
        </message>
        <message>
            <source>Any text, or conditions on columns:
people &gt; 500
name contains 沟 and not kind = village
phone is unknown
Signs: = != &lt; &lt;= &gt; &gt;=, words: and, or, not, contains, is unknown, is known, and brackets. An unknown value meets neither a condition nor its opposite.</source>
            <translation>任意文字，或按列写条件：
人口 &gt; 500
名称 包含 沟 且 非 类别 = 村
电话 = 未知
符号：= != &lt; &lt;= &gt; &gt;=；词：且、或、非、包含、未知、已知；可用括号。未知的值既不满足条件，也不满足其反面。</translation>
        </message>
        <message>
            <source>Attribute table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Close the table (F6)</source>
            <translation>关闭属性表 (F6)</translation>
        </message>
        <message>
            <source>Copy to a spreadsheet</source>
            <translation>复制到表格软件</translation>
        </message>
        <message>
            <source>Copy to a spreadsheet (Ctrl+C): the selected rows, or all that are shown</source>
            <translation>复制到表格软件 (Ctrl+C)：所选各行；未选时为所列全部</translation>
        </message>
        <message>
            <source>Features of the layer</source>
            <translation>图层要素</translation>
        </message>
        <message>
            <source>Find rows</source>
            <translation>查找行</translation>
        </message>
        <message>
            <source>Find rows with this value</source>
            <translation>查找同值的行</translation>
        </message>
        <message>
            <source>Is “{near}” meant?</source>
            <translation>是否指“{near}”？</translation>
        </message>
        <message>
            <source>Layer of the table</source>
            <translation>属性表的图层</translation>
        </message>
        <message>
            <source>More than {count} rows are too many for the clipboard; save them as a spreadsheet.</source>
            <translation>超过 {count} 行，剪贴板容纳不下；请另存为表格文件。</translation>
        </message>
        <message>
            <source>Only what is in view (Ctrl+F6)</source>
            <translation>只列视野内的 (Ctrl+F6)</translation>
        </message>
        <message>
            <source>Only what is selected (Shift+F6)</source>
            <translation>只列所选的 (Shift+F6)</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Save the rows shown as a spreadsheet…</source>
            <translation>把所列各行存为表格…</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Show the selected rows on the map</source>
            <translation>在地图上显示所选各行</translation>
        </message>
        <message>
            <source>Text in any column, or a condition: people &gt; 500 and name contains …</source>
            <translation>任意列中的文字，或条件：人口 &gt; 500 且 名称 包含 …</translation>
        </message>
        <message>
            <source>There is no column “{part}”.</source>
            <translation>没有“{part}”这一列。</translation>
        </message>
        <message>
            <source>Yes and no can only be compared with = or !=, not “{part}”.</source>
            <translation>是否只能用 = 或 != 比较，不能用“{part}”。</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>{count} rows</source>
            <translation>{count} 行</translation>
        </message>
        <message>
            <source>{count} selected</source>
            <translation>已选 {count}</translation>
        </message>
        <message>
            <source>{shown} of {count} rows</source>
            <translation>{shown} / {count} 行</translation>
        </message>
        <message>
            <source>“{part}” is neither yes nor no.</source>
            <translation>“{part}”既不是“是”也不是“否”。</translation>
        </message>
        <message>
            <source>“{part}” is not a date; write 2026-05-01.</source>
            <translation>“{part}”不是日期，请写成 2026-05-01。</translation>
        </message>
        <message>
            <source>“{part}” is not a number.</source>
            <translation>“{part}”不是数字。</translation>
        </message>
        <message>
            <source>“{part}” is not understood here.</source>
            <translation>此处的“{part}”无法理解。</translation>
        </message>
    </context>
    <context>
        <name>Attributes</name>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Area (hm²)</source>
            <translation>面积（hm²）</translation>
        </message>
        <message>
            <source>Carries</source>
            <translation>载有</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>涉及县</translation>
        </message>
        <message>
            <source>County on the left</source>
            <translation>左侧县</translation>
        </message>
        <message>
            <source>County on the right</source>
            <translation>右侧县</translation>
        </message>
        <message>
            <source>Course</source>
            <translation>与界线关系</translation>
        </message>
        <message>
            <source>Direction known</source>
            <translation>流向已知</translation>
        </message>
        <message>
            <source>Downstream</source>
            <translation>下游</translation>
        </message>
        <message>
            <source>Forest (hm²)</source>
            <translation>林地（hm²）</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Kind of road</source>
            <translation>道路等级</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Left bank</source>
            <translation>左岸</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Length (m)</source>
            <translation>长度（m）</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Measured on the CGCS2000 ellipsoid</source>
            <translation>在 CGCS2000 椭球面上量算</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Of the places whose people are known</source>
            <translation>仅计人口已知的村镇</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Places of unknown people</source>
            <translation>人口未知的村镇</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>Right bank</source>
            <translation>右岸</translation>
        </message>
        <message>
            <source>River (m)</source>
            <translation>河流（m）</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>各县份额</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>Upstream</source>
            <translation>上游</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>dangerous goods</source>
            <translation>危险货物</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>县外</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
    </context>
    <context>
        <name>BackupControl</name>
        <message>
            <source>Back to the plan</source>
            <translation>回到规划</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Lianfang plans (*{suffix})</source>
            <translation>联防规划 (*{suffix})</translation>
        </message>
        <message>
            <source>Open an earlier version as a new plan</source>
            <translation>将早先版本另存为新规划</translation>
        </message>
        <message>
            <source>Open as a new plan…</source>
            <translation>另存为新规划…</translation>
        </message>
        <message>
            <source>Opening an earlier version</source>
            <translation>正在恢复早先版本</translation>
        </message>
        <message>
            <source>This is the version of {when}, to look at only. Your plan is not touched.</source>
            <translation>这是 {when} 的早先版本，只能查看，您的规划不受影响。</translation>
        </message>
    </context>
    <context>
        <name>BalancePage</name>
        <message>
            <source>Blank: as the plan's layers and lists say</source>
            <translation>留空：按本规划的图层和清单</translation>
        </message>
        <message>
            <source>Change the need</source>
            <translation>修改需要</translation>
        </message>
        <message>
            <source>Chart of</source>
            <translation>图示</translation>
        </message>
        <message>
            <source>Counts before the rule</source>
            <translation>优先于规则</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Holding to need by item</source>
            <translation>各项储备与需要之比</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>各项</translation>
        </message>
        <message>
            <source>New need</source>
            <translation>新增需要</translation>
        </message>
        <message>
            <source>Parties</source>
            <translation>参与方</translation>
        </message>
        <message>
            <source>Remove the need</source>
            <translation>删除需要</translation>
        </message>
        <message>
            <source>Say which county needs it.</source>
            <translation>请选择哪个县需要。</translation>
        </message>
        <message>
            <source>Select a county below first</source>
            <translation>先在下表选一个县</translation>
        </message>
        <message>
            <source>The item by county</source>
            <translation>该项分县</translation>
        </message>
        <message>
            <source>The plan says {amount} ({basis}); by the rule as it stands that is {result}.</source>
            <translation>本规划中为 {amount}（{basis}），按规则为 {result}。</translation>
        </message>
        <message>
            <source>This county has a need of it on record already: change that one.</source>
            <translation>该县这一项已登记需要，请修改那一条。</translation>
        </message>
        <message>
            <source>This county has no need of it on record</source>
            <translation>该县这一项没有登记需要</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>Type how much is needed, or choose a rule.</source>
            <translation>请填写需要多少，或选择一条规则。</translation>
        </message>
        <message>
            <source>What each county needs stands here against what it holds, singly and together. Type a need or take it from a rule; holdings come from the inventory.</source>
            <translation>这里对照各县的需要与储备，单独和联合。需要可以直接填写，也可以按规则推算；储备来自应急资源清单。</translation>
        </message>
        <message>
            <source>Which counties are compared</source>
            <translation>对照哪些县</translation>
        </message>
        <message>
            <source>Who holds it</source>
            <translation>谁有这一项</translation>
        </message>
        <message>
            <source>Whose ratio the chart shows</source>
            <translation>图中显示谁的储备率</translation>
        </message>
        <message>
            <source>all together</source>
            <translation>各方联合</translation>
        </message>
        <message>
            <source>as the plan says</source>
            <translation>按本规划</translation>
        </message>
        <message>
            <source>as the rule says</source>
            <translation>按规则</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>typed, no rule</source>
            <translation>直接填写，不用规则</translation>
        </message>
        <message>
            <source>{singly} items are short in some county, {short} still are when all parties share: {names}</source>
            <translation>有县短缺的 {singly} 项；各方共享后仍短缺的 {short} 项：{names}</translation>
        </message>
        <message>
            <source>“{text}” is not in the catalogue; record one of it in the inventory first.</source>
            <translation>目录里没有“{text}”，请先在应急资源清单中登记一条。</translation>
        </message>
    </context>
    <context>
        <name>BalanceTables</name>
        <message>
            <source>Holding</source>
            <translation>储备</translation>
        </message>
        <message>
            <source>Need</source>
            <translation>需要</translation>
        </message>
        <message>
            <source>Need or holding unknown: {counties}</source>
            <translation>需要或储备不详：{counties}</translation>
        </message>
        <message>
            <source>Of all parties together: need less holding</source>
            <translation>各方联合：需要减储备</translation>
        </message>
        <message>
            <source>Ratio</source>
            <translation>储备率</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>节省</translation>
        </message>
        <message>
            <source>Shortfall</source>
            <translation>短板</translation>
        </message>
        <message>
            <source>Singly</source>
            <translation>单独</translation>
        </message>
        <message>
            <source>Sum of the shortfalls of each county by itself</source>
            <translation>各县单独短板之和</translation>
        </message>
        <message>
            <source>What sharing saves: shortfalls singly less the joint one</source>
            <translation>共享节省的量：单独短板之和减联合短板</translation>
        </message>
        <message>
            <source>Why so much</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>no need on record</source>
            <translation>未登记需要</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>填写</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>{count} rows of unknown quantity or unit are not counted: it is at least so much</source>
            <translation>{count} 行数量或单位不详，未计入：储备至少这么多</translation>
        </message>
        <message>
            <source>{held_of_need}, {short} short</source>
            <translation>{held_of_need}，缺 {short}</translation>
        </message>
        <message>
            <source>{item}: holding {held} ÷ need {need} = {ratio}</source>
            <translation>{item}：储备 {held} ÷ 需要 {need} = {ratio}</translation>
        </message>
    </context>
    <context>
        <name>BeginPage</name>
        <message>
            <source>2026-05-01</source>
            <translation>2026-05-01</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开会</translation>
        </message>
        <message>
            <source>Begin the meeting: from now on what becomes of areas is written down (Enter)</source>
            <translation>开会：此后联防区的变动自动记入（回车）</translation>
        </message>
        <message>
            <source>Chair</source>
            <translation>主持</translation>
        </message>
        <message>
            <source>Counties present, with names</source>
            <translation>出席的县和人员</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Give the meeting a title.</source>
            <translation>请填写会议名称。</translation>
        </message>
        <message>
            <source>Meeting</source>
            <translation>会议</translation>
        </message>
        <message>
            <source>Name, with role in brackets if wanted</source>
            <translation>姓名，需要时在括号里写职务</translation>
        </message>
        <message>
            <source>Names, optional</source>
            <translation>姓名，可不填</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Recorder</source>
            <translation>记录</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Who is there for {county}</source>
            <translation>{county}出席人员</translation>
        </message>
        <message>
            <source>{title} (closed)</source>
            <translation>{title}（已散会）</translation>
        </message>
        <message>
            <source>“{day}” is no day: write it as 2026-05-01.</source>
            <translation>“{day}”不是日期：请写成 2026-05-01。</translation>
        </message>
    </context>
    <context>
        <name>BlockControl</name>
        <message numerus="yes">
            <source>%n block(s)</source>
            <translation>
                <numerusform>%n 个联防单元</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n block(s) made</source>
            <translation>
                <numerusform>已生成 %n 个联防单元</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n block(s) written: {name}</source>
            <translation>
                <numerusform>已写出 %n 个联防单元：{name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) end without reaching another and divide nothing</source>
            <translation>
                <numerusform>%n 条线到头没有接上别的线，未起分隔作用</numerusform>
            </translation>
        </message>
        <message>
            <source>Click blocks, or drag around some; with Shift as a box, with Ctrl to let go.</source>
            <translation>单击联防单元，或按住拖动圈选；按 Shift 拉框，按 Ctrl 取消选择。</translation>
        </message>
        <message>
            <source>Export blocks</source>
            <translation>导出联防单元</translation>
        </message>
        <message>
            <source>GeoJSON (*.geojson)</source>
            <translation>GeoJSON (*.geojson)</translation>
        </message>
        <message>
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <source>In one county only: a joint-patrol area needs land of two.</source>
            <translation>只在一个县内：联防区须跨两个县。</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>打开所在文件夹</translation>
        </message>
        <message>
            <source>The blocks do not all touch: the area has {count} pieces.</source>
            <translation>所选联防单元没有全部相连：该联防区有 {count} 块。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>no ridges: {layer} cannot be read</source>
            <translation>没有山脊：{layer} 读不出来</translation>
        </message>
        <message>
            <source>{plan} blocks</source>
            <translation>{plan} 联防单元</translation>
        </message>
    </context>
    <context>
        <name>BlockTask</name>
        <message>
            <source>Making blocks</source>
            <translation>生成联防单元</translation>
        </message>
        <message>
            <source>Writing blocks</source>
            <translation>写出联防单元</translation>
        </message>
    </context>
    <context>
        <name>Blocks</name>
        <message>
            <source>Block {number} · {area}</source>
            <translation>联防单元 {number} · {area}</translation>
        </message>
        <message>
            <source>On the line {counties}</source>
            <translation>紧邻 {counties} 县界</translation>
        </message>
        <message>
            <source>To another county: first {first}, median {median}</source>
            <translation>到别的县：最快 {first}，中位 {median}</translation>
        </message>
        <message>
            <source>To another county: {first}</source>
            <translation>到别的县：{first}</translation>
        </message>
        <message>
            <source>Villages {villages} · people {people} · forest {forest}</source>
            <translation>村庄 {villages} · 人口 {people} · 森林 {forest}</translation>
        </message>
        <message>
            <source>nothing burns</source>
            <translation>无可燃物</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>{county} 100 %</source>
            <translation>{county} 100 %</translation>
        </message>
        <message>
            <source>{distance} from the line {counties}</source>
            <translation>距 {counties} 县界 {distance}</translation>
        </message>
    </context>
    <context>
        <name>BlocksCard</name>
        <message>
            <source> · out of date</source>
            <translation> · 已过期</translation>
        </message>
        <message numerus="yes">
            <source>%n block(s)</source>
            <translation>
                <numerusform>%n 个联防单元</numerusform>
            </translation>
        </message>
        <message>
            <source>A line that ends this close to another is led on to it; lines stay where they are</source>
            <translation>线头离另一条线不超过这个距离时，接到那条线上；线本身不动</translation>
        </message>
        <message>
            <source>Add to area</source>
            <translation>并入联防区</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>单元</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>联防单元</translation>
        </message>
        <message>
            <source>Choose one patrol area in the list first</source>
            <translation>请先在列表中选一个联防区</translation>
        </message>
        <message>
            <source>Choose what divides and how small a block may be</source>
            <translation>选择用什么分隔、最小多大</translation>
        </message>
        <message>
            <source>Close gaps up to</source>
            <translation>接上缺口，至多</translation>
        </message>
        <message>
            <source>County lines</source>
            <translation>县界</translation>
        </message>
        <message>
            <source>Derive the zones first</source>
            <translation>请先推导共同责任区</translation>
        </message>
        <message>
            <source>Each block then lies in one county; county lines themselves are never moved</source>
            <translation>每个联防单元就只在一个县内；县界本身不会移动</translation>
        </message>
        <message>
            <source>Export blocks…</source>
            <translation>导出联防单元…</translation>
        </message>
        <message>
            <source>First, min</source>
            <translation>最快</translation>
        </message>
        <message>
            <source>From the middle one of its cells that burn</source>
            <translation>从单元内可燃格网的中位数算起</translation>
        </message>
        <message>
            <source>From the quickest cell of the block that burns</source>
            <translation>从单元内最快的可燃格网算起</translation>
        </message>
        <message>
            <source>Fuel breaks</source>
            <translation>防火隔离带</translation>
        </message>
        <message>
            <source>How soon a fire in each block is in another county, in the weather of the plan's fires</source>
            <translation>各单元起火多久烧到别的县，按本规划的火蔓延参数</translation>
        </message>
        <message>
            <source>Layers have changed since the blocks were made</source>
            <translation>生成联防单元之后，图层有了变化</translation>
        </message>
        <message>
            <source>Least size</source>
            <translation>最小面积</translation>
        </message>
        <message>
            <source>Let all blocks go (Esc)</source>
            <translation>全部取消选择（Esc）</translation>
        </message>
        <message>
            <source>Let go</source>
            <translation>全不选</translation>
        </message>
        <message>
            <source>Make again…</source>
            <translation>重新生成…</translation>
        </message>
        <message>
            <source>Make blocks</source>
            <translation>生成联防单元</translation>
        </message>
        <message>
            <source>Make patrol area</source>
            <translation>生成联防区</translation>
        </message>
        <message>
            <source>Make patrol area (Enter or right click on the map)</source>
            <translation>生成联防区（回车，或在图上右击）</translation>
        </message>
        <message>
            <source>Making…</source>
            <translation>正在生成…</translation>
        </message>
        <message>
            <source>Median, min</source>
            <translation>中位</translation>
        </message>
        <message>
            <source>Minutes to the line</source>
            <translation>到县界的时间</translation>
        </message>
        <message>
            <source>Minutes to the line by block</source>
            <translation>各单元到县界的时间</translation>
        </message>
        <message>
            <source>Near county lines</source>
            <translation>县界两侧</translation>
        </message>
        <message>
            <source>Near shared zones</source>
            <translation>共同责任区外扩</translation>
        </message>
        <message>
            <source>Remove blocks</source>
            <translation>删除联防单元</translation>
        </message>
        <message>
            <source>Ridges, from terrain</source>
            <translation>山脊（取自地形）</translation>
        </message>
        <message>
            <source>Rivers and lake shores</source>
            <translation>河流和湖岸</translation>
        </message>
        <message>
            <source>Road classes</source>
            <translation>道路等级</translation>
        </message>
        <message>
            <source>Roads</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Running…</source>
            <translation>推演中…</translation>
        </message>
        <message>
            <source>Smaller pieces join the neighbour with the longest common line</source>
            <translation>更小的并入公共边最长的相邻单元</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>从联防区减去</translation>
        </message>
        <message>
            <source>The plan has no blocks yet.</source>
            <translation>本规划还没有联防单元。</translation>
        </message>
        <message>
            <source>The plan has no such layer</source>
            <translation>本规划没有这种图层</translation>
        </message>
        <message>
            <source>What divides the land</source>
            <translation>用什么分隔</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
    </context>
    <context>
        <name>BlocksTool</name>
        <message>
            <source>Click blocks on both sides of a county line</source>
            <translation>单击县界两侧的联防单元</translation>
        </message>
    </context>
    <context>
        <name>Books</name>
        <message>
            <source>Save as a workbook</source>
            <translation>存为工作簿</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
    </context>
    <context>
        <name>BriefingControl</name>
        <message>
            <source>Writing the briefing</source>
            <translation>正在写会商材料</translation>
        </message>
    </context>
    <context>
        <name>BriefingDialog</name>
        <message numerus="yes">
            <source>%n border(s), with a cover and a table of all</source>
            <translation>
                <numerusform>%n 条县界，另有封面和一览表</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n zone(s), with a cover and a table of all</source>
            <translation>
                <numerusform>%n 个责任区，另有封面和一览表</numerusform>
            </translation>
        </message>
        <message>
            <source>A page for</source>
            <translation>一页一项</translation>
        </message>
        <message>
            <source>All borders</source>
            <translation>全部界线</translation>
        </message>
        <message>
            <source>All counties</source>
            <translation>全部县（市、区）</translation>
        </message>
        <message>
            <source>All hazards</source>
            <translation>全部灾种</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Briefing</source>
            <translation>会商材料</translation>
        </message>
        <message>
            <source>Choose a file in a folder you may write to</source>
            <translation>请选择可写文件夹中的文件</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>密级</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县（市、区）</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Kind of file</source>
            <translation>文件类型</translation>
        </message>
        <message>
            <source>Layers about drills too</source>
            <translation>也画演练图层</translation>
        </message>
        <message>
            <source>No zone or border is what you chose</source>
            <translation>没有符合所选条件的责任区或界线</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Pages, A4 (.pdf)</source>
            <translation>A4 页面（.pdf）</translation>
        </message>
        <message>
            <source>Prepared by</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Save the briefing</source>
            <translation>保存会商材料</translation>
        </message>
        <message>
            <source>Slides (*.pptx)</source>
            <translation>幻灯片 (*.pptx)</translation>
        </message>
        <message>
            <source>Slides, 16:9, to be edited (.pptx)</source>
            <translation>可编辑的 16:9 幻灯片（.pptx）</translation>
        </message>
        <message>
            <source>Telephone numbers</source>
            <translation>列出电话号码</translation>
        </message>
        <message>
            <source>The first</source>
            <translation>取前</translation>
        </message>
        <message>
            <source>What ranks first comes first; 0 takes all</source>
            <translation>按排序取前若干项；0 为全部</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>写出</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>each border</source>
            <translation>每条县界</translation>
        </message>
        <message>
            <source>each zone</source>
            <translation>每个共同责任区</translation>
        </message>
    </context>
    <context>
        <name>BufferCard</name>
        <message>
            <source>Distance</source>
            <translation>距离</translation>
        </message>
        <message>
            <source>Keep corners sharp</source>
            <translation>保持尖角</translation>
        </message>
        <message>
            <source>Metres on the ellipsoid on every side; a negative number narrows</source>
            <translation>每一侧的米数（椭球面上）；负数为内缩</translation>
        </message>
        <message>
            <source>Widen or narrow</source>
            <translation>外扩或内缩</translation>
        </message>
    </context>
    <context>
        <name>CalendarPage</name>
        <message>
            <source>All borders</source>
            <translation>全部界线</translation>
        </message>
        <message>
            <source>All but dropped</source>
            <translation>不含不再办理</translation>
        </message>
        <message>
            <source>All kinds</source>
            <translation>全部类别</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Entries of the year</source>
            <translation>全年日程</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Nothing is due here. Enter meetings and agreements in the register, or add an entry.</source>
            <translation>这里没有要办的事项。在登记簿中登记会议和协议，或者添加日程。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>未办</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>What</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>谁</translation>
        </message>
        <message>
            <source>Whole year</source>
            <translation>全年</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>缘由</translation>
        </message>
        <message>
            <source>on {date}</source>
            <translation>基准日 {date}</translation>
        </message>
        <message>
            <source>{count} entries</source>
            <translation>{count} 项</translation>
        </message>
    </context>
    <context>
        <name>Changes</name>
        <message>
            <source>Accept alternative {label} of {name}</source>
            <translation>采用{name}的方案 {label}</translation>
        </message>
        <message>
            <source>Add blocks to {titles}</source>
            <translation>把联防单元并入 {titles}</translation>
        </message>
        <message>
            <source>Add the sample</source>
            <translation>添加示例</translation>
        </message>
        <message>
            <source>Add the table {name}</source>
            <translation>加入表 {name}</translation>
        </message>
        <message>
            <source>Add {titles}</source>
            <translation>添加 {titles}</translation>
        </message>
        <message>
            <source>Alternative {label} of {name}</source>
            <translation>{name}：新方案 {label}</translation>
        </message>
        <message>
            <source>Answer {count} check(s) before export</source>
            <translation>答复 {count} 项导出前检查</translation>
        </message>
        <message>
            <source>Begin the meeting {name}</source>
            <translation>开会：{name}</translation>
        </message>
        <message>
            <source>Begin version {number} of {name}</source>
            <translation>开始 {name} 第 {number} 版</translation>
        </message>
        <message>
            <source>Carry the plan on into {year}</source>
            <translation>结转到 {year} 年</translation>
        </message>
        <message>
            <source>Change seasons and numbers of the calendar</source>
            <translation>修改日程的防火期与次数</translation>
        </message>
        <message>
            <source>Change the agreement register</source>
            <translation>修改协议登记</translation>
        </message>
        <message>
            <source>Change the contacts</source>
            <translation>修改联络表</translation>
        </message>
        <message>
            <source>Change the fire scenarios</source>
            <translation>修改火灾情景</translation>
        </message>
        <message>
            <source>Change the largest size of a patrol area</source>
            <translation>修改联防区面积上限</translation>
        </message>
        <message>
            <source>Change the need for {name}</source>
            <translation>修改“{name}”的需要</translation>
        </message>
        <message>
            <source>Change the parameters</source>
            <translation>修改分析参数</translation>
        </message>
        <message>
            <source>Change the plan</source>
            <translation>修改规划</translation>
        </message>
        <message>
            <source>Change the plan's facts</source>
            <translation>修改标题或基准日</translation>
        </message>
        <message>
            <source>Change the sets of numbers of hazards</source>
            <translation>修改灾种数值方案</translation>
        </message>
        <message>
            <source>Change the status of {zone}</source>
            <translation>修改 {zone} 的状态</translation>
        </message>
        <message>
            <source>Change the weights of the rank</source>
            <translation>修改排序权重</translation>
        </message>
        <message>
            <source>Change the wind rose</source>
            <translation>修改风玫瑰</translation>
        </message>
        <message>
            <source>Change what fires run with</source>
            <translation>修改火蔓延参数</translation>
        </message>
        <message>
            <source>Change what rivers are worked out with</source>
            <translation>修改河流推算参数</translation>
        </message>
        <message>
            <source>Change what the inventory is judged by</source>
            <translation>更改应急资源的评判标准</translation>
        </message>
        <message>
            <source>Change what the register is judged by</source>
            <translation>修改登记簿的评判标准</translation>
        </message>
        <message>
            <source>Change what was agreed on for patrols</source>
            <translation>修改巡护约定</translation>
        </message>
        <message>
            <source>Change {name}</source>
            <translation>修改“{name}”</translation>
        </message>
        <message>
            <source>Change {record}</source>
            <translation>修改{record}</translation>
        </message>
        <message>
            <source>Clip {titles} to counties</source>
            <translation>按县裁剪{titles}</translation>
        </message>
        <message>
            <source>Close the meeting {name}</source>
            <translation>散会：{name}</translation>
        </message>
        <message>
            <source>Comment “{name}”</source>
            <translation>意见“{name}”</translation>
        </message>
        <message>
            <source>Copy a zone into {titles}</source>
            <translation>把责任区复制为{titles}</translation>
        </message>
        <message>
            <source>Correct the minutes: “{name}”</source>
            <translation>更正会议记录：“{name}”</translation>
        </message>
        <message>
            <source>Create the plan</source>
            <translation>创建规划</translation>
        </message>
        <message>
            <source>Cut a hole into {titles}</source>
            <translation>在{titles}上挖空洞</translation>
        </message>
        <message>
            <source>Dangerous goods on {name}</source>
            <translation>{name}：标注危险货物</translation>
        </message>
        <message>
            <source>Decide on {name}</source>
            <translation>认定“{name}”</translation>
        </message>
        <message>
            <source>Derive the zones</source>
            <translation>推导责任区</translation>
        </message>
        <message>
            <source>Describe alternative {label} of {name}</source>
            <translation>说明{name}的方案 {label}</translation>
        </message>
        <message>
            <source>Draw the outline of {zone}</source>
            <translation>修改 {zone} 的范围</translation>
        </message>
        <message>
            <source>Draw {name}</source>
            <translation>绘制 {name}</translation>
        </message>
        <message>
            <source>Edit {zone} by hand</source>
            <translation>人工修改 {zone}</translation>
        </message>
        <message>
            <source>Enter {name}</source>
            <translation>登记“{name}”</translation>
        </message>
        <message>
            <source>Enter {name} in the register of drills</source>
            <translation>把“{name}”记入演练登记簿</translation>
        </message>
        <message>
            <source>Exercise {name}</source>
            <translation>修改演练“{name}”</translation>
        </message>
        <message>
            <source>Exercise {name}: log</source>
            <translation>演练“{name}”：记录</translation>
        </message>
        <message>
            <source>Exercise: add a line to the script</source>
            <translation>演练：脚本加一条</translation>
        </message>
        <message>
            <source>Exercise: change the script</source>
            <translation>演练：修改脚本</translation>
        </message>
        <message>
            <source>Exercise: change {name}</source>
            <translation>演练：修改{name}</translation>
        </message>
        <message>
            <source>Exercise: log a task</source>
            <translation>演练：记录完成情况</translation>
        </message>
        <message>
            <source>Exercise: move {name}</source>
            <translation>演练：移动{name}</translation>
        </message>
        <message>
            <source>Exercise: place {name}</source>
            <translation>演练：放置{name}</translation>
        </message>
        <message>
            <source>Exercise: remove lines of the script</source>
            <translation>演练：删除脚本条目</translation>
        </message>
        <message>
            <source>Exercise: remove {name}</source>
            <translation>演练：删除{name}</translation>
        </message>
        <message>
            <source>Exercise: script from physics</source>
            <translation>演练：由推演生成脚本</translation>
        </message>
        <message>
            <source>Fill the holes of {titles}</source>
            <translation>填补{titles}的空洞</translation>
        </message>
        <message>
            <source>Fill the responsibility list from the zones</source>
            <translation>由共同责任区填写责任清单</translation>
        </message>
        <message>
            <source>Hide {count} layers</source>
            <translation>隐藏 {count} 个图层</translation>
        </message>
        <message>
            <source>Hide {title}</source>
            <translation>隐藏 {title}</translation>
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation>导入联防区</translation>
        </message>
        <message>
            <source>Inspection of {name}</source>
            <translation>排查“{name}”</translation>
        </message>
        <message>
            <source>Inventory: add {name}</source>
            <translation>应急资源：新增“{name}”</translation>
        </message>
        <message>
            <source>Inventory: change {name}</source>
            <translation>应急资源：修改“{name}”</translation>
        </message>
        <message>
            <source>Inventory: import {count} rows from {file}</source>
            <translation>应急资源：从 {file} 导入 {count} 行</translation>
        </message>
        <message>
            <source>Inventory: remove {count} rows</source>
            <translation>应急资源：删除 {count} 行</translation>
        </message>
        <message>
            <source>Inventory: remove {name}</source>
            <translation>应急资源：删除“{name}”</translation>
        </message>
        <message>
            <source>Join blocks into {titles}</source>
            <translation>用联防单元拼成 {titles}</translation>
        </message>
        <message>
            <source>Judge a gap or overlap of {counties}</source>
            <translation>认定{counties}的一处缝隙或重叠</translation>
        </message>
        <message>
            <source>Judge {count} gaps and overlaps</source>
            <translation>认定 {count} 处缝隙与重叠</translation>
        </message>
        <message>
            <source>Judge {count} gaps and overlaps of {counties}</source>
            <translation>认定{counties}的 {count} 处缝隙与重叠</translation>
        </message>
        <message>
            <source>Keep the account of {name}</source>
            <translation>留存{name}的往来结算</translation>
        </message>
        <message>
            <source>Keep the map plate {name}</source>
            <translation>保存图幅“{name}”</translation>
        </message>
        <message>
            <source>Keep the scene {name}</source>
            <translation>存图景：{name}</translation>
        </message>
        <message>
            <source>Leave out {name}</source>
            <translation>不再办理：{name}</translation>
        </message>
        <message>
            <source>Let a finding about {name} stand</source>
            <translation>搁置 {name} 的一项提示</translation>
        </message>
        <message>
            <source>Link {titles} to the file again</source>
            <translation>重新关联{titles}的文件</translation>
        </message>
        <message>
            <source>Make forest from {source}</source>
            <translation>由{source}生成森林</translation>
        </message>
        <message>
            <source>Make forest from {source} again</source>
            <translation>由{source}重新生成森林</translation>
        </message>
        <message>
            <source>Make {count} blocks</source>
            <translation>生成 {count} 个联防单元</translation>
        </message>
        <message>
            <source>Mend {titles}</source>
            <translation>修正 {titles}</translation>
        </message>
        <message>
            <source>Merge into {titles}</source>
            <translation>合并为{titles}</translation>
        </message>
        <message>
            <source>Merge the zones {titles}</source>
            <translation>合并责任区 {titles}</translation>
        </message>
        <message>
            <source>Minutes: “{name}”</source>
            <translation>会议记录：“{name}”</translation>
        </message>
        <message>
            <source>Move {name} to {day}</source>
            <translation>{name}改到 {day}</translation>
        </message>
        <message>
            <source>Move {record}</source>
            <translation>移动{record}</translation>
        </message>
        <message>
            <source>Move {titles}</source>
            <translation>移动{titles}</translation>
        </message>
        <message>
            <source>Need for {name}</source>
            <translation>新增“{name}”的需要</translation>
        </message>
        <message>
            <source>New exercise {name}</source>
            <translation>新建演练“{name}”</translation>
        </message>
        <message>
            <source>Not a zone: {titles}</source>
            <translation>不是责任区：{titles}</translation>
        </message>
        <message>
            <source>Open “{name}” again</source>
            <translation>重新打开“{name}”</translation>
        </message>
        <message>
            <source>Place {title} by control points</source>
            <translation>用控制点配准 {title}</translation>
        </message>
        <message>
            <source>Put {zone} back</source>
            <translation>恢复 {zone}</translation>
        </message>
        <message>
            <source>Read the grades of {name}</source>
            <translation>读入{name}的预警分级</translation>
        </message>
        <message>
            <source>Read {count} rows into the register</source>
            <translation>读入登记簿 {count} 行</translation>
        </message>
        <message>
            <source>Record {record}</source>
            <translation>登记{record}</translation>
        </message>
        <message>
            <source>Remove alternative {label} of {name}</source>
            <translation>删除{name}的方案 {label}</translation>
        </message>
        <message>
            <source>Remove the blocks</source>
            <translation>删除联防单元</translation>
        </message>
        <message>
            <source>Remove the comment “{name}”</source>
            <translation>删除意见“{name}”</translation>
        </message>
        <message>
            <source>Remove the exercise {name}</source>
            <translation>删除演练“{name}”</translation>
        </message>
        <message>
            <source>Remove the kept account of {name}</source>
            <translation>删除留存的{name}往来结算</translation>
        </message>
        <message>
            <source>Remove the map plate {name}</source>
            <translation>删除图幅“{name}”</translation>
        </message>
        <message>
            <source>Remove the need for {name}</source>
            <translation>删除“{name}”的需要</translation>
        </message>
        <message>
            <source>Remove the scene {name}</source>
            <translation>删除图景：{name}</translation>
        </message>
        <message>
            <source>Remove the table {name}</source>
            <translation>移除表 {name}</translation>
        </message>
        <message>
            <source>Remove {count} needs</source>
            <translation>删除 {count} 条需要</translation>
        </message>
        <message>
            <source>Remove {count} records</source>
            <translation>删除 {count} 条登记</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>删除 {name}</translation>
        </message>
        <message>
            <source>Remove {name} from the register</source>
            <translation>从登记簿删除“{name}”</translation>
        </message>
        <message>
            <source>Remove {record}</source>
            <translation>删除{record}</translation>
        </message>
        <message>
            <source>Remove {titles}</source>
            <translation>删除{titles}</translation>
        </message>
        <message>
            <source>Remove {title}</source>
            <translation>移除 {title}</translation>
        </message>
        <message>
            <source>Rename the scene to {name}</source>
            <translation>图景改名为{name}</translation>
        </message>
        <message>
            <source>Rename to {name}</source>
            <translation>改名为 {name}</translation>
        </message>
        <message>
            <source>Rename to {title}</source>
            <translation>改名为 {title}</translation>
        </message>
        <message>
            <source>Reopen the meeting {name}</source>
            <translation>续会：{name}</translation>
        </message>
        <message>
            <source>Reorder the layers</source>
            <translation>调整图层顺序</translation>
        </message>
        <message>
            <source>Reorder the scenes</source>
            <translation>调整图景顺序</translation>
        </message>
        <message>
            <source>Reply to “{name}”</source>
            <translation>答复“{name}”</translation>
        </message>
        <message>
            <source>Reshape alternative {label} of {name}</source>
            <translation>修改{name}的方案 {label}</translation>
        </message>
        <message>
            <source>Reshape {name}</source>
            <translation>修改 {name} 的范围</translation>
        </message>
        <message>
            <source>Reshape {titles} together</source>
            <translation>一起修改 {titles} 的边界</translation>
        </message>
        <message>
            <source>Say which way a river runs</source>
            <translation>判定河流流向</translation>
        </message>
        <message>
            <source>Scene {name}: as seen now</source>
            <translation>更新图景：{name}</translation>
        </message>
        <message>
            <source>Scene: {name}</source>
            <translation>图景：{name}</translation>
        </message>
        <message>
            <source>Show {count} layers</source>
            <translation>显示 {count} 个图层</translation>
        </message>
        <message>
            <source>Show {title}</source>
            <translation>显示 {title}</translation>
        </message>
        <message>
            <source>Sign version {number} of {name}</source>
            <translation>签署 {name} 第 {number} 版</translation>
        </message>
        <message>
            <source>Simplify {titles}</source>
            <translation>简化{titles}</translation>
        </message>
        <message>
            <source>Smooth {titles}</source>
            <translation>平滑{titles}</translation>
        </message>
        <message>
            <source>Split {titles}</source>
            <translation>分割{titles}</translation>
        </message>
        <message>
            <source>Subtract from {titles}</source>
            <translation>从{titles}中减去</translation>
        </message>
        <message>
            <source>Take back {count} confirmation(s) for {year}</source>
            <translation>撤回 {year} 年的 {count} 条确认</translation>
        </message>
        <message>
            <source>Take back {count} verdict(s) on gaps and overlaps</source>
            <translation>撤回 {count} 处缝隙与重叠的认定</translation>
        </message>
        <message>
            <source>Take blocks from {titles}</source>
            <translation>从 {titles} 减去联防单元</translation>
        </message>
        <message>
            <source>Take in what {name} changed ({count})</source>
            <translation>接收{name}的改动（{count} 项）</translation>
        </message>
        <message>
            <source>Take out of the minutes: “{name}”</source>
            <translation>从会议记录删去：“{name}”</translation>
        </message>
        <message>
            <source>Tell ignored findings again</source>
            <translation>重新提示已搁置的项</translation>
        </message>
        <message>
            <source>Text and annex of {name}</source>
            <translation>{name} 的正文与附件</translation>
        </message>
        <message>
            <source>Turn or scale {titles}</source>
            <translation>旋转或缩放{titles}</translation>
        </message>
        <message>
            <source>Type coordinates of {titles}</source>
            <translation>键入{titles}的坐标</translation>
        </message>
        <message>
            <source>Widen or narrow {titles}</source>
            <translation>外扩或内缩{titles}</translation>
        </message>
        <message>
            <source>Withdraw version {number} of {name}</source>
            <translation>撤回 {name} 第 {number} 版</translation>
        </message>
        <message>
            <source>Write the limits in words of {name}</source>
            <translation>写 {name} 的文字四至</translation>
        </message>
        <message>
            <source>Write the plan anew from memory</source>
            <translation>按窗口内容重写规划</translation>
        </message>
        <message>
            <source>{by} confirms {count} line(s) for {year}</source>
            <translation>{by}确认 {year} 年的 {count} 条</translation>
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation>{names}等，另有 {count} 个</translation>
        </message>
        <message>
            <source>{name} was held</source>
            <translation>登记：{name}</translation>
        </message>
        <message>
            <source>{name}: a party agrees</source>
            <translation>{name}：一方同意</translation>
        </message>
        <message>
            <source>{name}: a party declines</source>
            <translation>{name}：一方不同意</translation>
        </message>
        <message>
            <source>{name}: as the rules say</source>
            <translation>{name}：恢复推算</translation>
        </message>
        <message>
            <source>{name}: done</source>
            <translation>{name}：已完成</translation>
        </message>
        <message>
            <source>{name}: note</source>
            <translation>{name}：备注</translation>
        </message>
        <message>
            <source>{name}: version {number} negotiated</source>
            <translation>{name}：第 {number} 版商定</translation>
        </message>
        <message>
            <source>{title}: colour</source>
            <translation>{title}：颜色</translation>
        </message>
        <message>
            <source>{title}: columns</source>
            <translation>{title}：字段</translation>
        </message>
        <message>
            <source>{title}: counties</source>
            <translation>{title}：负责县</translation>
        </message>
        <message>
            <source>{title}: look</source>
            <translation>{title}：外观</translation>
        </message>
        <message>
            <source>{title}: opacity</source>
            <translation>{title}：不透明度</translation>
        </message>
        <message>
            <source>{title}: role</source>
            <translation>{title}：用途</translation>
        </message>
        <message>
            <source>{zone}: back to the derived</source>
            <translation>{zone}：恢复推导结果</translation>
        </message>
        <message>
            <source>{zone}: keep mine</source>
            <translation>{zone}：保留人工修改</translation>
        </message>
        <message>
            <source>{zone}: take the new one</source>
            <translation>{zone}：采用新的推导结果</translation>
        </message>
        <message>
            <source>“{name}” is answered</source>
            <translation>“{name}”已答复</translation>
        </message>
        <message>
            <source>“{name}” is done</source>
            <translation>“{name}”已办</translation>
        </message>
        <message>
            <source>“{name}” is dropped</source>
            <translation>“{name}”不再办理</translation>
        </message>
        <message>
            <source>“{name}” is open again</source>
            <translation>“{name}”改为在办</translation>
        </message>
        <message>
            <source>“{name}” is settled</source>
            <translation>“{name}”已了结</translation>
        </message>
    </context>
    <context>
        <name>CheckControl</name>
        <message>
            <source>The area has changed since it was checked; it is checked again.</source>
            <translation>检查之后联防区已改动，正在重新检查。</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{name}: {finding}</source>
            <translation>{name}：{finding}</translation>
        </message>
        <message>
            <source>{what}. {figures}</source>
            <translation>{what}。{figures}</translation>
        </message>
    </context>
    <context>
        <name>ColorButton</name>
        <message>
            <source>By default</source>
            <translation>默认</translation>
        </message>
    </context>
    <context>
        <name>ColumnsChoice</name>
        <message>
            <source>Choose a column…</source>
            <translation>请选择字段…</translation>
        </message>
        <message>
            <source>East</source>
            <translation>东向</translation>
        </message>
        <message>
            <source>East: longitude, or Y in Chinese surveying</source>
            <translation>东向：经度，或测量坐标 Y（东）</translation>
        </message>
        <message>
            <source>First rows of {layer}</source>
            <translation>{layer} 的前几行</translation>
        </message>
        <message>
            <source>North</source>
            <translation>北向</translation>
        </message>
        <message>
            <source>North: latitude, or X in Chinese surveying</source>
            <translation>北向：纬度，或测量坐标 X（北）</translation>
        </message>
        <message>
            <source>{layer}: which columns hold the coordinates?</source>
            <translation>{layer}：哪两个字段是坐标？</translation>
        </message>
    </context>
    <context>
        <name>CommentControl</name>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Comments {count}</source>
            <translation>意见 {count}</translation>
        </message>
        <message>
            <source>this place</source>
            <translation>此处</translation>
        </message>
    </context>
    <context>
        <name>CommentsPanel</name>
        <message>
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Comment on {what}</source>
            <translation>意见：{what}</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Find in the comments</source>
            <translation>在意见中查找</translation>
        </message>
        <message>
            <source>For which county</source>
            <translation>代表哪个县</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Not settled</source>
            <translation>未了结</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>重新打开</translation>
        </message>
        <message>
            <source>Pin it</source>
            <translation>钉在图上</translation>
        </message>
        <message>
            <source>Questions and remarks are pinned to a place or a shape. They travel with the plan, the neighbour replies, and they are never printed in an annex.</source>
            <translation>问题和意见钉在地点或图形上，随规划一起交给邻县答复，从不印入附件。</translation>
        </message>
        <message>
            <source>Remove this comment and its replies</source>
            <translation>删除这条意见及其答复</translation>
        </message>
        <message>
            <source>Replies</source>
            <translation>答复</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>答复</translation>
        </message>
        <message>
            <source>Reply…</source>
            <translation>答复…</translation>
        </message>
        <message>
            <source>Settled</source>
            <translation>了结</translation>
        </message>
        <message>
            <source>Show it on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Still missing: {what}. They are remembered.</source>
            <translation>还缺：{what}。填一次即可记住。</translation>
        </message>
        <message>
            <source>Text, author, what it is about</source>
            <translation>内容、作者、对象</translation>
        </message>
        <message>
            <source>What is to be settled here?</source>
            <translation>这里要商定什么？</translation>
        </message>
        <message>
            <source>What was said</source>
            <translation>往来内容</translation>
        </message>
        <message>
            <source>Which comments</source>
            <translation>哪些意见</translation>
        </message>
        <message>
            <source>Your county</source>
            <translation>所在县</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>your county</source>
            <translation>所在县</translation>
        </message>
        <message>
            <source>your name</source>
            <translation>姓名</translation>
        </message>
    </context>
    <context>
        <name>CompareControl</name>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
        <message>
            <source>{plan} fire scenarios</source>
            <translation>{plan}火灾情景</translation>
        </message>
    </context>
    <context>
        <name>ConfirmPage</name>
        <message>
            <source>About</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Choose lines first</source>
            <translation>先选择条目</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>确认</translation>
        </message>
        <message>
            <source>Confirm what is chosen, as it stands now</source>
            <translation>按现在的内容确认所选条目</translation>
        </message>
        <message>
            <source>Confirmed by</source>
            <translation>确认人</translation>
        </message>
        <message>
            <source>Contacts, rosters, chairs, dates, agreements and seasons hold for a year once somebody confirms them. What changes afterwards is open again.</source>
            <translation>联系人、值班、轮值、日期、协议和防火期，由人逐条确认后在当年有效；确认后有改动的，重新列为待确认。</translation>
        </message>
        <message>
            <source>Day of confirmation</source>
            <translation>确认日</translation>
        </message>
        <message>
            <source>Everything is confirmed for {year}.</source>
            <translation>{year} 年的事项已全部确认。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Nothing to confirm for {year}.</source>
            <translation>{year} 年没有须确认的事项。</translation>
        </message>
        <message>
            <source>On</source>
            <translation>确认日</translation>
        </message>
        <message>
            <source>Only what is open</source>
            <translation>只看待确认</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>撤回</translation>
        </message>
        <message>
            <source>What it says</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>What must be confirmed again</source>
            <translation>须重新确认的事项</translation>
        </message>
        <message>
            <source>Who confirms</source>
            <translation>确认人</translation>
        </message>
        <message>
            <source>Write who confirms first</source>
            <translation>先填写确认人</translation>
        </message>
        <message>
            <source>{done} of {count} confirmed</source>
            <translation>已确认 {done}／{count}</translation>
        </message>
    </context>
    <context>
        <name>ConflictsPage</name>
        <message>
            <source>Back to the zones</source>
            <translation>返回责任区列表</translation>
        </message>
        <message>
            <source>Edits and zones set aside</source>
            <translation>人工修改与搁置</translation>
        </message>
        <message>
            <source>Every edit agrees with the analysis, and no zone is set aside.</source>
            <translation>人工修改都与分析一致，也没有搁置的责任区。</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <source>Put back</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Separate again</source>
            <translation>重新分开</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>已搁置</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Take the new one</source>
            <translation>采用新的</translation>
        </message>
        <message>
            <source>To decide</source>
            <translation>待决定</translation>
        </message>
    </context>
    <context>
        <name>CornerControl</name>
        <message>
            <source>“{text}” is no coordinate here. Type 116°38′12.5″, 116.6368 or metres, longitude or X first.</source>
            <translation>“{text}”不是这里的坐标。请写成 116°38′12.5″、116.6368 或米数，经度或 X 在前。</translation>
        </message>
    </context>
    <context>
        <name>CornerModel</name>
        <message>
            <source>#</source>
            <translation>点号</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>纬度</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>经度</translation>
        </message>
        <message>
            <source>X north (m)</source>
            <translation>X 北（米）</translation>
        </message>
        <message>
            <source>Y east (m)</source>
            <translation>Y 东（米）</translation>
        </message>
    </context>
    <context>
        <name>CornerTool</name>
        <message>
            <source>Following</source>
            <translation>沿线描绘</translation>
        </message>
        <message>
            <source>Too many lines here to follow: go closer</source>
            <translation>这里线太多，请放大后再沿线描绘</translation>
        </message>
    </context>
    <context>
        <name>CountiesDialog</name>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Add counties</source>
            <translation>添加县</translation>
        </message>
        <message>
            <source>Lines of the built-in list are coarse and illustrative; replace them by your own.</source>
            <translation>内置界线较粗，仅为示意；请换用本县的正式界线。</translation>
        </message>
    </context>
    <context>
        <name>CountyPicker</name>
        <message>
            <source>Chosen: {names}</source>
            <translation>已选：{names}</translation>
        </message>
        <message>
            <source>Chosen: {names} and others, {count} in all</source>
            <translation>已选：{names}等 {count} 个</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县级行政区</translation>
        </message>
        <message>
            <source>For example: {examples}</source>
            <translation>例如：{examples}</translation>
        </message>
        <message>
            <source>Name, pinyin or code of a county or prefecture</source>
            <translation>县、市名称，拼音或代码</translation>
        </message>
        <message>
            <source>Province</source>
            <translation>省份</translation>
        </message>
        <message>
            <source>Search a county by name, pinyin or code</source>
            <translation>按名称、拼音或代码查找县</translation>
        </message>
        <message>
            <source>Tick all shown</source>
            <translation>全选所列</translation>
        </message>
        <message>
            <source>Tick the counties on both sides of the line.</source>
            <translation>请勾选界线两侧的县。</translation>
        </message>
        <message>
            <source>Untick all</source>
            <translation>全部取消</translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>A report could not be written to the disk; copy it from here.</source>
            <translation>报告没能写入磁盘，请从这里复制。</translation>
        </message>
        <message>
            <source>A report for whoever looks after the program lies in your own folder. It holds no names, telephone numbers, coordinates or names of plans, and goes nowhere by itself.</source>
            <translation>给维护人员的报告保存在您自己的文件夹里。其中没有姓名、电话、坐标和规划名称，也不会自行发往任何地方。</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>关闭程序</translation>
        </message>
        <message>
            <source>Copy the report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续工作</translation>
        </message>
        <message>
            <source>Hide the report</source>
            <translation>收起报告</translation>
        </message>
        <message>
            <source>It keeps happening. Close the program and start it again: the plan opens as it is now.</source>
            <translation>同样的情况一再出现。请关闭程序再启动：规划会照现在的样子打开。</translation>
        </message>
        <message>
            <source>Last time the program broke off</source>
            <translation>上次程序意外中断</translation>
        </message>
        <message>
            <source>Lianfang</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>More errors since: {count}. The log has them.</source>
            <translation>此后又出现 {count} 次错误，详见日志。</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Open then: {name}</source>
            <translation>当时打开的规划：{name}</translation>
        </message>
        <message>
            <source>Open this plan</source>
            <translation>打开这份规划</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Save a copy…</source>
            <translation>另存副本…</translation>
        </message>
        <message>
            <source>Show the report</source>
            <translation>查看报告</translation>
        </message>
        <message>
            <source>Something unforeseen happened</source>
            <translation>出现了意外情况</translation>
        </message>
        <message>
            <source>The last change could not be written to {name}. Save a copy elsewhere before you go on.</source>
            <translation>最后一次修改没能写入 {name}。请先在别处另存副本，再继续工作。</translation>
        </message>
        <message>
            <source>The last change to {name} is still being written. Leave the program open for a moment.</source>
            <translation>{name} 的最后一次修改还在写入，请先不要关闭程序。</translation>
        </message>
        <message>
            <source>The plan is saved: everything up to {time} is in {name}.</source>
            <translation>规划已保存：截至 {time} 的全部内容都在 {name} 中。</translation>
        </message>
        <message>
            <source>What you asked for last may not have been done. You can go on working.</source>
            <translation>刚才的操作可能没有完成。可以继续工作。</translation>
        </message>
        <message>
            <source>What you had finished is in the plan, and so is what was half drawn.</source>
            <translation>已完成的每一步都在规划里，画到一半的图形也在。</translation>
        </message>
        <message>
            <source>Where the report is</source>
            <translation>报告的位置</translation>
        </message>
        <message>
            <source>{name} is open for reading only; nothing in it was changed.</source>
            <translation>{name} 以只读方式打开，内容没有变动。</translation>
        </message>
    </context>
    <context>
        <name>CrsBox</name>
        <message>
            <source>As the file states, its degrees being CGCS2000 (confirmed by its owner)</source>
            <translation>按文件所注投影，经纬度视为2000国家大地坐标系（已向提供单位核实）</translation>
        </message>
        <message>
            <source>BD-09 (Baidu), moved back</source>
            <translation>由 BD-09（百度）移回</translation>
        </message>
        <message>
            <source>CGCS2000 longitude and latitude</source>
            <translation>2000国家大地坐标系 经纬度</translation>
        </message>
        <message>
            <source>CGCS2000, 3-degree zone {zone}, central meridian {degrees}°, zone number before Y</source>
            <translation>2000国家大地坐标系，3度带第{zone}带，中央经线{degrees}°，Y 含带号</translation>
        </message>
        <message>
            <source>CGCS2000, 3-degree zone, central meridian {degrees}°, Y without zone number</source>
            <translation>2000国家大地坐标系，3度带，中央经线{degrees}°，Y 不含带号</translation>
        </message>
        <message>
            <source>CGCS2000, 6-degree zone {zone}, zone number before Y</source>
            <translation>2000国家大地坐标系，6度带第{zone}带，Y 含带号</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>Equal-area (Albers {parallels}), central meridian {degrees}°, origin {origin}° N, CGCS2000</source>
            <translation>等积圆锥（Albers {parallels}），中央经线{degrees}°，起始纬度{origin}°，2000国家大地坐标系</translation>
        </message>
        <message>
            <source>Equal-area (Albers {parallels}), central meridian {degrees}°, origin {origin}° N, on Krassowsky’s ellipsoid, its degrees being CGCS2000</source>
            <translation>等积圆锥（Albers {parallels}），中央经线{degrees}°，起始纬度{origin}°，克拉索夫斯基椭球，经纬度视为2000国家大地坐标系</translation>
        </message>
        <message>
            <source>GCJ-02 (Amap, Tencent), moved back</source>
            <translation>由 GCJ-02（高德、腾讯）移回</translation>
        </message>
        <message>
            <source>UTM zone {zone} N, central meridian {degrees}° (WGS 84, satellite images)</source>
            <translation>UTM 第{zone}带（北半球），中央经线{degrees}°（WGS 84，卫星影像常用）</translation>
        </message>
        <message>
            <source>WGS 84 longitude and latitude (GPS)</source>
            <translation>WGS 84 经纬度（GPS）</translation>
        </message>
        <message>
            <source>Web Mercator, of web maps (WGS 84)</source>
            <translation>网络墨卡托，用于互联网地图（WGS 84）</translation>
        </message>
        <message>
            <source>{crs} (fits the numbers)</source>
            <translation>{crs}（与数值相符）</translation>
        </message>
        <message>
            <source>{crs} (lands on the counties)</source>
            <translation>{crs}（落在县级行政区内）</translation>
        </message>
    </context>
    <context>
        <name>DepotCard</name>
        <message>
            <source>Add what it holds</source>
            <translation>登记所存资源</translation>
        </message>
        <message>
            <source>Call {who}</source>
            <translation>联系 {who}</translation>
        </message>
        <message>
            <source>Depot</source>
            <translation>仓库</translation>
        </message>
        <message>
            <source>Else {who}</source>
            <translation>备用 {who}</translation>
        </message>
        <message>
            <source>In the inventory</source>
            <translation>在清单中查看</translation>
        </message>
        <message>
            <source>Its layer says: {items}</source>
            <translation>图层中写着：{items}</translation>
        </message>
        <message>
            <source>Nobody to call is on record.</source>
            <translation>没有登记联系人。</translation>
        </message>
        <message>
            <source>Nothing of it is in the inventory yet.</source>
            <translation>应急资源清单中还没有它的内容。</translation>
        </message>
        <message>
            <source>Oldest check {days} days ago; {stale} stale, {never} never checked; {share} complete</source>
            <translation>最早一次核查在 {days} 天前；过期 {stale} 行，从未核查 {never} 行；完整度 {share}</translation>
        </message>
        <message>
            <source>Radio {radio}</source>
            <translation>电台 {radio}</translation>
        </message>
        <message>
            <source>The county lacks {items}</source>
            <translation>本县短缺：{items}</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>所存资源</translation>
        </message>
        <message>
            <source>depot</source>
            <translation>仓库</translation>
        </message>
        <message>
            <source>team</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>team of {people}, out in {minutes} min</source>
            <translation>队伍 {people} 人，{minutes} 分钟出动</translation>
        </message>
        <message>
            <source>unnamed</source>
            <translation>未命名</translation>
        </message>
    </context>
    <context>
        <name>DimensionGrid</name>
        <message>
            <source>{count} agreement(s)</source>
            <translation>{count} 份协议</translation>
        </message>
        <message>
            <source>{count} of a superior's</source>
            <translation>上级协议 {count} 份</translation>
        </message>
    </context>
    <context>
        <name>DirectionCard</name>
        <message numerus="yes">
            <source>%n village(s); choose one in the list.</source>
            <translation>
                <numerusform>共 %n 个村庄；请在列表中选择。</numerusform>
            </translation>
        </message>
        <message>
            <source>100 m, embers carried near</source>
            <translation>100 m（近距离飞火）</translation>
        </message>
        <message>
            <source>15 km</source>
            <translation>15 km</translation>
        </message>
        <message>
            <source>30 m, radiant heat</source>
            <translation>30 m（辐射热）</translation>
        </message>
        <message>
            <source>500 m, embers carried far</source>
            <translation>500 m（远距离飞火）</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>邻县来火</translation>
        </message>
        <message>
            <source>Across the line: {sectors}.</source>
            <translation>越界来火：{sectors}。</translation>
        </message>
        <message>
            <source>All villages</source>
            <translation>全部村庄</translation>
        </message>
        <message>
            <source>Begins in</source>
            <translation>来自</translation>
        </message>
        <message>
            <source>By county of origin</source>
            <translation>按来源县</translation>
        </message>
        <message>
            <source>Click a village on the map, or any place.</source>
            <translation>请点击地图上的村庄，或任意位置。</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Degrees from which a way comes that begins in another county</source>
            <translation>来火通道始于邻县的方位角度数</translation>
        </message>
        <message>
            <source>Degrees of the compass from which an unbroken way of this length comes</source>
            <translation>连续来火通道达到这一长度的方位角度数</translation>
        </message>
        <message>
            <source>Exposure is the share of fuel within this distance (Beverly et al. 2010, 2021)</source>
            <translation>暴露度为该距离内可燃物的占比（Beverly 等 2010、2021）</translation>
        </message>
        <message>
            <source>Grass burns, but throws no embers far: without it only woods and shrubs count</source>
            <translation>草地可燃，但飞火不远：不计草地时只算林地与灌丛</translation>
        </message>
        <message>
            <source>Grass counts</source>
            <translation>计入草地</translation>
        </message>
        <message>
            <source>How far fuel sets other fuel alight</source>
            <translation>引燃距离</translation>
        </message>
        <message>
            <source>Look around every village of the plan, and list them</source>
            <translation>逐一查看规划中的全部村庄并列表</translation>
        </message>
        <message>
            <source>Mostly from</source>
            <translation>主要来自</translation>
        </message>
        <message>
            <source>Save as workbook…</source>
            <translation>存为工作簿…</translation>
        </message>
        <message>
            <source>The plan has no villages; click any place.</source>
            <translation>规划中没有村庄；请点击任意位置。</translation>
        </message>
        <message>
            <source>This place</source>
            <translation>此处</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Where fire comes from</source>
            <translation>来火方向</translation>
        </message>
        <message>
            <source>{county} {sector}</source>
            <translation>{county}{sector}</translation>
        </message>
        <message>
            <source>{km}: a way, {county}</source>
            <translation>{km}：来火通道，{county}</translation>
        </message>
        <message>
            <source>{km}: no way</source>
            <translation>{km}：无通道</translation>
        </message>
        <message>
            <source>{km}: not known</source>
            <translation>{km}：不详</translation>
        </message>
    </context>
    <context>
        <name>DirectionControl</name>
        <message>
            <source>Looking…</source>
            <translation>正在查看…</translation>
        </message>
        <message>
            <source>No way for fire</source>
            <translation>没有来火通道</translation>
        </message>
        <message>
            <source>Save the directions</source>
            <translation>保存来火方向</translation>
        </message>
        <message>
            <source>Saved: {path}</source>
            <translation>已保存：{path}</translation>
        </message>
        <message>
            <source>Ways for fire, begins in</source>
            <translation>来火通道，来自</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>directions of fire</source>
            <translation>来火方向</translation>
        </message>
        <message>
            <source>no county</source>
            <translation>已载入县域之外</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>不详</translation>
        </message>
    </context>
    <context>
        <name>DirectionRose</name>
        <message>
            <source>Compass of the directions fire can come from</source>
            <translation>来火方向玫瑰图</translation>
        </message>
    </context>
    <context>
        <name>DirectionTask</name>
        <message>
            <source>Looking where fire comes from</source>
            <translation>查看来火方向</translation>
        </message>
        <message>
            <source>Writing the directions</source>
            <translation>写出来火方向</translation>
        </message>
    </context>
    <context>
        <name>Directions</name>
        <message>
            <source>All the way, degrees</source>
            <translation>全程通道（度）</translation>
        </message>
        <message>
            <source>By county of origin</source>
            <translation>按来源县</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>格网</translation>
        </message>
        <message>
            <source>Comes from</source>
            <translation>来源县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>E</source>
            <translation>东</translation>
        </message>
        <message>
            <source>Exposure: share of hazardous cells within {distance:g} m, the cell itself left out; high from {high:g} on (Beverly et al. 2010, 2021). A segment is a way for fire when {viable:.0%} of it lie in high exposure (Beverly &amp; Forbes 2023). Lines every {step:g}°, segments {segments}.</source>
            <translation>暴露度：{distance:g} m 内危险可燃物格网的占比，本格不计；{high:g} 及以上为高暴露（Beverly 等 2010、2021）。一段射线有 {viable:.0%} 落在高暴露区即为来火通道（Beverly 与 Forbes 2023）。每 {step:g}° 一条射线，分段 {segments}。</translation>
        </message>
        <message>
            <source>Fire can come {km:g} km without a break from {degrees:g}° of the 360° around it.</source>
            <translation>周围 360° 中有 {degrees:g}° 存在 {km:g} km 不间断的来火通道。</translation>
        </message>
        <message>
            <source>First segment, degrees</source>
            <translation>首段通道（度）</translation>
        </message>
        <message>
            <source>From another county, degrees</source>
            <translation>来自邻县（度）</translation>
        </message>
        <message>
            <source>From no direction does an unbroken way of {km:g} km lead here.</source>
            <translation>没有任何方向存在 {km:g} km 不间断的来火通道。</translation>
        </message>
        <message>
            <source>From, degrees</source>
            <translation>起始方位角（度）</translation>
        </message>
        <message>
            <source>Fuel only: neither terrain nor weather is in it, nor how likely a fire starts there.</source>
            <translation>只凭可燃物：不含地形和气象，也不含起火可能性。</translation>
        </message>
        <message>
            <source>Hazardous</source>
            <translation>危险可燃物</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>纬度</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>局限</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>经度</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>N</source>
            <translation>北</translation>
        </message>
        <message>
            <source>NE</source>
            <translation>东北</translation>
        </message>
        <message>
            <source>NW</source>
            <translation>西北</translation>
        </message>
        <message>
            <source>Not known, degrees</source>
            <translation>不详（度）</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Of {degrees:g}° it is not known.</source>
            <translation>另有 {degrees:g}° 不详。</translation>
        </message>
        <message>
            <source>Outer segments, degrees</source>
            <translation>外侧两段通道（度）</translation>
        </message>
        <message>
            <source>S</source>
            <translation>南</translation>
        </message>
        <message>
            <source>SE</source>
            <translation>东南</translation>
        </message>
        <message>
            <source>SW</source>
            <translation>西南</translation>
        </message>
        <message>
            <source>Sectors</source>
            <translation>扇区</translation>
        </message>
        <message>
            <source>Segments</source>
            <translation>通道段</translation>
        </message>
        <message>
            <source>To, degrees</source>
            <translation>终止方位角（度）</translation>
        </message>
        <message>
            <source>Unbroken for {km} km, degrees</source>
            <translation>连续 {km} km（度）</translation>
        </message>
        <message>
            <source>Unknown: no forest or land cover of {counties}.</source>
            <translation>不详：{counties}没有森林或地表覆盖资料。</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>W</source>
            <translation>西</translation>
        </message>
        <message>
            <source>Wind</source>
            <translation>方位</translation>
        </message>
        <message>
            <source>all that burns</source>
            <translation>一切可燃物</translation>
        </message>
        <message>
            <source>all that burns but grass</source>
            <translation>除草地外的可燃物</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>已载入县域之外</translation>
        </message>
        <message>
            <source>{title} has cells of {cell:,.0f} m, coarser than the {most:.0f} m the method asks for.</source>
            <translation>“{title}”的格网为 {cell:,.0f} m，粗于方法要求的 {most:.0f} m，结果不会比它更细。</translation>
        </message>
    </context>
    <context>
        <name>Document</name>
        <message>
            <source>Patrol area {number}</source>
            <translation>联防区 {number}</translation>
        </message>
    </context>
    <context>
        <name>DrawCircleTool</name>
        <message>
            <source>Click the centre</source>
            <translation>单击圆心</translation>
        </message>
        <message>
            <source>Radius {length}</source>
            <translation>半径 {length}</translation>
        </message>
        <message>
            <source>Radius {metres} m, Enter finishes</source>
            <translation>半径 {metres} 米，回车完成</translation>
        </message>
        <message>
            <source>or type metres</source>
            <translation>或输入米数</translation>
        </message>
    </context>
    <context>
        <name>DrawFreehandTool</name>
        <message>
            <source>Press and go around the area</source>
            <translation>按住左键沿范围画一圈</translation>
        </message>
        <message>
            <source>Sides cross</source>
            <translation>边线自相交</translation>
        </message>
    </context>
    <context>
        <name>DrawPatrolTool</name>
        <message>
            <source>Click the first corner</source>
            <translation>单击定第一点</translation>
        </message>
        <message>
            <source>Click the next corner</source>
            <translation>单击加点</translation>
        </message>
        <message>
            <source>Right click finishes</source>
            <translation>右键完成</translation>
        </message>
        <message>
            <source>Sides cross</source>
            <translation>边线相交</translation>
        </message>
    </context>
    <context>
        <name>DrawRectangleTool</name>
        <message>
            <source>Click a corner</source>
            <translation>单击一个角点</translation>
        </message>
        <message>
            <source>Click the end of the side</source>
            <translation>单击这条边的另一端</translation>
        </message>
        <message>
            <source>Shift: slanting</source>
            <translation>Shift：斜放</translation>
        </message>
        <message>
            <source>{length} × {width}</source>
            <translation>{length} × {width}</translation>
        </message>
    </context>
    <context>
        <name>EarlierVersionsDialog</name>
        <message>
            <source>A version is kept soon after a plan is opened, every ten minutes of work, and when it is closed. None of these replaces your plan: a version opens beside it.</source>
            <translation>打开规划后、工作中每十分钟、关闭时各备份一次。早先版本不会替换您的规划，只会另存为一份新规划。</translation>
        </message>
        <message>
            <source>All versions take {size}</source>
            <translation>全部早先版本共占用 {size}</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete the version of {when}?</source>
            <translation>删除 {when} 的早先版本？</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>早先版本</translation>
        </message>
        <message>
            <source>It cannot be brought back. Your plan is not touched.</source>
            <translation>删除后无法恢复。您的规划不受影响。</translation>
        </message>
        <message>
            <source>Never saved</source>
            <translation>从未保存的规划</translation>
        </message>
        <message>
            <source>No earlier version has been kept yet.</source>
            <translation>还没有早先版本。</translation>
        </message>
        <message>
            <source>No versions are kept at present: that is switched off in the settings.</source>
            <translation>自动备份已关闭，可在“设置”中打开。</translation>
        </message>
        <message>
            <source>Open as a new plan…</source>
            <translation>另存为新规划…</translation>
        </message>
        <message>
            <source>Open for a look</source>
            <translation>只读查看</translation>
        </message>
        <message>
            <source>Plans</source>
            <translation>规划</translation>
        </message>
        <message>
            <source>Plans: {count}</source>
            <translation>规划 {count} 个</translation>
        </message>
        <message>
            <source>Unknown plan</source>
            <translation>未知规划</translation>
        </message>
    </context>
    <context>
        <name>EditVerticesTool</name>
        <message>
            <source>Ctrl: this area alone</source>
            <translation>Ctrl：仅此联防区</translation>
        </message>
        <message numerus="yes">
            <source>Shared with %n other area(s)</source>
            <translation>
                <numerusform>与另外 %n 个联防区共用</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Takes %n other area(s) along</source>
            <translation>
                <numerusform>带动另外 %n 个联防区</numerusform>
            </translation>
        </message>
        <message>
            <source>This area alone</source>
            <translation>仅此联防区</translation>
        </message>
    </context>
    <context>
        <name>EditedSection</name>
        <message>
            <source>Area, people, villages and depots are counted in this outline; all else is of the derived one.</source>
            <translation>面积、人口、村庄和物资库按这个范围统计；其余仍按推导范围。</translation>
        </message>
        <message>
            <source>Back to the derived one</source>
            <translation>恢复推导结果</translation>
        </message>
        <message>
            <source>Changed by hand</source>
            <translation>人工修改</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <source>Kept by hand, though it is not derived any more. {when}</source>
            <translation>已不再推导，由人工保留。{when}</translation>
        </message>
        <message>
            <source>Take the new one</source>
            <translation>采用新的</translation>
        </message>
        <message>
            <source>The analysis now says {now}.</source>
            <translation>分析现在推导为：{now}。</translation>
        </message>
        <message>
            <source>{field}: {mine} (derived: {derived})</source>
            <translation>{field}：{mine}（推导：{derived}）</translation>
        </message>
    </context>
    <context>
        <name>EntryDetail</name>
        <message>
            <source>As the rules say</source>
            <translation>恢复推算</translation>
        </message>
        <message>
            <source>Choose an entry to see why it is there and to move it; double-click a day to add one.</source>
            <translation>选择一项，查看缘由或者改期；双击某一天，添加日程。</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Enter in the register</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Forget that it was moved, done or left out by hand</source>
            <translation>取消人工的改期、完成或不再办理</translation>
        </message>
        <message>
            <source>Give it the day on the left; you can also drag it in the year</source>
            <translation>改到左边的日期；也可以在年历中拖动</translation>
        </message>
        <message>
            <source>Go to its row in the register, or edit an entry of your own</source>
            <translation>转到登记簿中的这一行，或者修改自己添加的条目</translation>
        </message>
        <message>
            <source>Its day comes from the register or the settings: change it there</source>
            <translation>日期来自登记簿或设置：请在那里修改</translation>
        </message>
        <message>
            <source>Its day stands in the agreement: change it in the register</source>
            <translation>日期写在协议中：请在登记簿中修改</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>不再办理</translation>
        </message>
        <message>
            <source>Make a row of the register out of it, on its day; then write there what was decided</source>
            <translation>按这一天写入登记簿，再填写议定事项</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>改期</translation>
        </message>
        <message>
            <source>New day</source>
            <translation>新日期</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在图上显示</translation>
        </message>
        <message>
            <source>The plan can only be looked at</source>
            <translation>规划只能查看</translation>
        </message>
    </context>
    <context>
        <name>EvaluationPage</name>
        <message>
            <source>Choose a team, type the minute it was there.</source>
            <translation>选一支队伍，填写实际到达的分钟。</translation>
        </message>
        <message>
            <source>Counted up to {date}. The written sheet has blanks for marks on: {items}</source>
            <translation>计算到 {date}。输出的评估表另有由人评分的空白：{items}</translation>
        </message>
        <message>
            <source>Counts as done</source>
            <translation>计入完成</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Done of due</source>
            <translation>实际／应有</translation>
        </message>
        <message>
            <source>Enter in the register</source>
            <translation>记入登记簿</translation>
        </message>
        <message>
            <source>Export the kit…</source>
            <translation>导出演练文件…</translation>
        </message>
        <message>
            <source>How it is counted</source>
            <translation>计算方法</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Indicators</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>It was held: the register of drills and the gap map know of it from then on</source>
            <translation>演练已举行：记入演练登记簿，缺口图随之更新</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Plan, script, site table, map, observers' handbook, evaluation, tabletop kit; all marked 演练</source>
            <translation>工作方案、脚本、点位表、点位图、观摩手册、评估表、桌面推演包；全部标明“演练”</translation>
        </message>
        <message>
            <source>Reinforcement: modelled and actual</source>
            <translation>增援拉动：模型与实际</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>完成率</translation>
        </message>
        <message>
            <source>Tasks of the exercise</source>
            <translation>演练事项</translation>
        </message>
        <message>
            <source>What was counted</source>
            <translation>计算依据</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>“{text}” is no number of minutes.</source>
            <translation>“{text}”不是分钟数。</translation>
        </message>
    </context>
    <context>
        <name>EventsCard</name>
        <message>
            <source>Across</source>
            <translation>对侧</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Lies in</source>
            <translation>坐标所在</translation>
        </message>
        <message>
            <source>Other side</source>
            <translation>对侧概率</translation>
        </message>
        <message>
            <source>Past events: on which side</source>
            <translation>历史事件在哪一侧</translation>
        </message>
        <message>
            <source>Probability that it happened across the nearest shared line</source>
            <translation>发生在最近共有界线对侧的概率</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推算</translation>
        </message>
        <message>
            <source>Standard error of the event; * it does not say, so the usual one stands in</source>
            <translation>事件位置的标准误差；* 为未注明，取常用值</translation>
        </message>
        <message>
            <source>The plan has no past events. Add a layer and give it the role Past events, or record some.</source>
            <translation>规划中没有历史事件。请加入图层并指定为“历史事件”，或手工记录。</translation>
        </message>
        <message>
            <source>To the line</source>
            <translation>距界线</translation>
        </message>
        <message>
            <source>{unclear} of {count} events: nobody can say on which side from the coordinates alone.</source>
            <translation>{count} 起中有 {unclear} 起仅凭坐标说不清在哪一侧。</translation>
        </message>
        <message>
            <source>Φ(−d/σ), σ² of event and line together. From 5 % to 95 % the place is unclear (交界地着火点位置不清), and who investigates is the supervising authority's to decide.</source>
            <translation>Φ(−d/σ)，σ² 为事件与界线误差之和。5 % 至 95 % 之间属交界地着火点位置不清，由谁调查由共同上级决定。</translation>
        </message>
        <message>
            <source>σ of events</source>
            <translation>事件 σ</translation>
        </message>
        <message>
            <source>σ of the line</source>
            <translation>界线 σ</translation>
        </message>
    </context>
    <context>
        <name>EventsControl</name>
        <message>
            <source>Working it out…</source>
            <translation>推算中…</translation>
        </message>
        <message>
            <source>{plan} past events</source>
            <translation>{plan}历史事件</translation>
        </message>
    </context>
    <context>
        <name>Exchange</name>
        <message>
            <source>(a shape)</source>
            <translation>（图形）</translation>
        </message>
        <message>
            <source>(nothing)</source>
            <translation>（空）</translation>
        </message>
        <message>
            <source>+{added} hm² ({added_mu} mu), −{removed} hm² ({removed_mu} mu)</source>
            <translation>增 {added} hm²（{added_mu} 亩），减 {removed} hm²（{removed_mu} 亩）</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>账目</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Alternatives of patrol areas</source>
            <translation>联防区比选方案</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translation>分析</translation>
        </message>
        <message>
            <source>Answers before export</source>
            <translation>导出前的答复</translation>
        </message>
        <message>
            <source>Attendees</source>
            <translation>出席人员</translation>
        </message>
        <message>
            <source>Basis</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>上级</translation>
        </message>
        <message>
            <source>Body</source>
            <translation>机构</translation>
        </message>
        <message>
            <source>Borders named</source>
            <translation>涉及界线</translation>
        </message>
        <message>
            <source>Both lists</source>
            <translation>都要</translation>
        </message>
        <message>
            <source>Call sign</source>
            <translation>呼号</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>频道</translation>
        </message>
        <message>
            <source>Checks of patrol areas</source>
            <translation>联防区检查</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Common</source>
            <translation>共有</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Contacts</source>
            <translation>联络表</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Counties confirmed to have none</source>
            <translation>已核实无的县</translation>
        </message>
        <message>
            <source>Counties it speaks for</source>
            <translation>代表哪些县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Dangerous goods on roads</source>
            <translation>危险品道路</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>议定事项</translation>
        </message>
        <message>
            <source>Departments</source>
            <translation>部门</translation>
        </message>
        <message>
            <source>Deputy</source>
            <translation>备用联系人</translation>
        </message>
        <message>
            <source>Done in the year</source>
            <translation>年度完成情况</translation>
        </message>
        <message>
            <source>Drawn</source>
            <translation>当场画</translation>
        </message>
        <message>
            <source>Drills</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Duty</source>
            <translation>职务</translation>
        </message>
        <message>
            <source>Duty roster</source>
            <translation>值班表</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>到期</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>佐证</translation>
        </message>
        <message>
            <source>Facts of the plan</source>
            <translation>规划信息</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>要素</translation>
        </message>
        <message>
            <source>Field by field</source>
            <translation>逐项</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>领域</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Findings let stand</source>
            <translation>保留的检查结果</translation>
        </message>
        <message>
            <source>For documents: limits in words, answers</source>
            <translation>文件用：四至、导出前答复</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Held by</source>
            <translation>存放处</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>主办</translation>
        </message>
        <message>
            <source>In force from</source>
            <translation>生效</translation>
        </message>
        <message>
            <source>Inspections of hazard sources</source>
            <translation>隐患检查</translation>
        </message>
        <message>
            <source>Inventory</source>
            <translation>应急资源</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>品目</translation>
        </message>
        <message>
            <source>Items of the inventory</source>
            <translation>资源目录</translation>
        </message>
        <message>
            <source>Joint bodies</source>
            <translation>联防机构</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Last checked</source>
            <translation>最近核对</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>暂缓</translation>
        </message>
        <message>
            <source>Layer “{title}”: another program changed its features; they are compared one by one.</source>
            <translation>图层“{title}”：别的软件改动过要素，已逐个比对。</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Lead by turns</source>
            <translation>轮值牵头</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>问题与改进</translation>
        </message>
        <message>
            <source>Limits in words</source>
            <translation>四至</translation>
        </message>
        <message>
            <source>Lists about hazards</source>
            <translation>隐患与灾害清单</translation>
        </message>
        <message>
            <source>Loans</source>
            <translation>借用</translation>
        </message>
        <message>
            <source>Maps in the minutes</source>
            <translation>会议记录附图</translation>
        </message>
        <message>
            <source>Means</source>
            <translation>措施</translation>
        </message>
        <message>
            <source>Meetings and activities</source>
            <translation>会议与联合活动</translation>
        </message>
        <message>
            <source>Minutes of meetings</source>
            <translation>会议记录</translation>
        </message>
        <message>
            <source>Mobilise (min)</source>
            <translation>出动（分钟）</translation>
        </message>
        <message>
            <source>Mutual aid</source>
            <translation>互助</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Needs</source>
            <translation>资源需求</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Office</source>
            <translation>办公室</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>次序</translation>
        </message>
        <message>
            <source>Order of the county layers</source>
            <translation>县界图层次序</translation>
        </message>
        <message>
            <source>Ours</source>
            <translation>我方</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>责任单位</translation>
        </message>
        <message>
            <source>Parameters and settings</source>
            <translation>参数与设置</translation>
        </message>
        <message>
            <source>Parties</source>
            <translation>各方</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>分块</translation>
        </message>
        <message>
            <source>Patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Phase</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>Phases</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>排名</translation>
        </message>
        <message>
            <source>Raster file</source>
            <translation>栅格文件</translation>
        </message>
        <message>
            <source>Reference date</source>
            <translation>基准日</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Responsibilities</source>
            <translation>责任清单</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Results of the analysis</source>
            <translation>分析结果</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Scope</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Settings of fires</source>
            <translation>火灾设置</translation>
        </message>
        <message>
            <source>Settings of rivers</source>
            <translation>河流设置</translation>
        </message>
        <message>
            <source>Settings of the inventory</source>
            <translation>应急资源设置</translation>
        </message>
        <message>
            <source>Shares of responsibility</source>
            <translation>责任份额</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>States so far</source>
            <translation>状态记录</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>Tables of another program are not taken in: {tables}.</source>
            <translation>别的软件加的表不接收：{tables}。</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Temporary or standing</source>
            <translation>临时或常设</translation>
        </message>
        <message>
            <source>The plan</source>
            <translation>规划</translation>
        </message>
        <message>
            <source>The whole row</source>
            <translation>整行</translation>
        </message>
        <message>
            <source>The year</source>
            <translation>年度工作</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>对方</translation>
        </message>
        <message>
            <source>This plan was not made from ours: {matched} row(s) were matched by code, name or where they lie, and every difference is asked. What has no match was added.</source>
            <translation>这份规划不是从我方规划来的：有 {matched} 行按代码、名称或位置对应上，每处不同都要商定；对应不上的作为新增。</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>题目</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>认定</translation>
        </message>
        <message>
            <source>Verdicts on gaps and overlaps</source>
            <translation>界线缝隙与重叠的认定</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>村</translation>
        </message>
        <message>
            <source>Weights of the rank</source>
            <translation>排名权重</translation>
        </message>
        <message>
            <source>Which county layer lies above</source>
            <translation>县界图层上下次序</translation>
        </message>
        <message>
            <source>Who agreed</source>
            <translation>同意与签署</translation>
        </message>
        <message>
            <source>Written by hand</source>
            <translation>手工填写</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>年份</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Zones set aside</source>
            <translation>搁置的责任区</translation>
        </message>
        <message>
            <source>added by them</source>
            <translation>对方新增</translation>
        </message>
        <message>
            <source>changed by both</source>
            <translation>双方都改动</translation>
        </message>
        <message>
            <source>changed by them</source>
            <translation>对方改动</translation>
        </message>
        <message>
            <source>found by its code</source>
            <translation>按代码对应</translation>
        </message>
        <message>
            <source>found by its name</source>
            <translation>按名称对应</translation>
        </message>
        <message>
            <source>found by what it says</source>
            <translation>按内容对应</translation>
        </message>
        <message>
            <source>found by where it lies</source>
            <translation>按位置对应</translation>
        </message>
        <message>
            <source>moved by {distance} m</source>
            <translation>移动 {distance} m</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>removed by them</source>
            <translation>对方删除</translation>
        </message>
        <message>
            <source>removed by them, changed by us</source>
            <translation>对方删除、我方改动</translation>
        </message>
        <message>
            <source>removed by us, changed by them</source>
            <translation>我方删除、对方改动</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>{count} rows</source>
            <translation>{count} 行</translation>
        </message>
        <message>
            <source>{length} m</source>
            <translation>{length} m</translation>
        </message>
        <message>
            <source>{table}: columns of another program are not taken in: {columns}.</source>
            <translation>{table}：别的软件加的列不接收：{columns}。</translation>
        </message>
        <message>
            <source>{table}: {count} row(s) came without an id, or with one that was taken; another program wrote them. They were matched by name or where they lie, or count as new.</source>
            <translation>{table}：有 {count} 行没有标识或标识重复，是别的软件写的；已按名称或位置对应，对应不上的算新增。</translation>
        </message>
    </context>
    <context>
        <name>ExchangeControl</name>
        <message>
            <source>. Rasters that are not in it, because their files were not found: {count}</source>
            <translation>。有 {count} 个栅格文件没有找到，未放入包中</translation>
        </message>
        <message>
            <source>; areas that got a free number: {count}</source>
            <translation>；编号相同而改用空号的联防区 {count} 个</translation>
        </message>
        <message>
            <source>; rasters without their file: {count}</source>
            <translation>；缺栅格文件 {count} 个</translation>
        </message>
        <message>
            <source>Both plans say the same.</source>
            <translation>两份规划内容完全相同。</translation>
        </message>
        <message>
            <source>Choose a difference in shape first.</source>
            <translation>请先选一处范围上的不同。</translation>
        </message>
        <message>
            <source>Hand the plan over</source>
            <translation>移交规划</translation>
        </message>
        <message>
            <source>Handed over: {name}</source>
            <translation>已移交：{name}</translation>
        </message>
        <message>
            <source>Nothing to take in: the plan knows all of it.</source>
            <translation>没有需要接收的：本规划都已知道。</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Packed plans (*{suffix})</source>
            <translation>联防包 (*{suffix})</translation>
        </message>
        <message>
            <source>Packed plans and plans (*{package} *.lianfang.gpkg);;All files (*)</source>
            <translation>联防包和规划 (*{package} *.lianfang.gpkg);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Take in from another county</source>
            <translation>接收邻县规划</translation>
        </message>
        <message>
            <source>Taken in: {accepted}; declined: {declined}; left for later: {later}</source>
            <translation>已接收 {accepted} 项；不接受 {declined} 项；暂缓 {later} 项</translation>
        </message>
        <message>
            <source>The plans do not differ in anything they changed.</source>
            <translation>对方没有改动，不需要接收。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>both</source>
            <translation>双方一致</translation>
        </message>
        <message>
            <source>ours</source>
            <translation>我方</translation>
        </message>
        <message>
            <source>theirs</source>
            <translation>对方</translation>
        </message>
        <message>
            <source>{county}, theirs</source>
            <translation>{county}（对方）</translation>
        </message>
        <message>
            <source>{count} difference(s) are not decided yet.</source>
            <translation>还有 {count} 处没有商定。</translation>
        </message>
        <message>
            <source>{count} difference(s), {both} changed by both; {agreed} changed alike by both, {ours} only by us</source>
            <translation>{count} 处不同，其中双方都改动 {both} 处；双方改得一样 {agreed} 处，只有我方改动 {ours} 处</translation>
        </message>
    </context>
    <context>
        <name>ExchangePanel</name>
        <message>
            <source>+ hm²</source>
            <translation>增 hm²</translation>
        </message>
        <message>
            <source>+{added} mu, −{removed} mu (1 hm² = 15 mu)</source>
            <translation>增 {added} 亩，减 {removed} 亩（1 hm² = 15 亩）</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Area that is in ours and not in theirs, geodesic on CGCS2000</source>
            <translation>我方有、对方没有的面积，CGCS2000 椭球面积</translation>
        </message>
        <message>
            <source>Area that is in theirs and not in ours, geodesic on CGCS2000</source>
            <translation>对方有、我方没有的面积，CGCS2000 椭球面积</translation>
        </message>
        <message>
            <source>Changed by both</source>
            <translation>双方都改动</translation>
        </message>
        <message>
            <source>Choose a difference in the list</source>
            <translation>请在列表中选一处差异</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Decide what both changed first, or leave it for later</source>
            <translation>请先商定双方都改动的，或者暂缓</translation>
        </message>
        <message>
            <source>Differences</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>所有类别</translation>
        </message>
        <message>
            <source>Everything is decided</source>
            <translation>都已商定</translation>
        </message>
        <message>
            <source>Exchange with another county</source>
            <translation>与邻县交换</translation>
        </message>
        <message>
            <source>Hand this plan over on a stick and take in what the other county sends back: every difference is listed here, shape by shape, and nothing changes before you say so.</source>
            <translation>把规划存到优盘移交给邻县，再接收对方交回的：每一处不同都逐个列在这里，您没有同意之前什么都不会改。</translation>
        </message>
        <message>
            <source>Handed over and taken in</source>
            <translation>移交与接收记录</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>以谁为准</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Of what</source>
            <translation>哪一类</translation>
        </message>
        <message>
            <source>Put it away; nothing is taken in</source>
            <translation>收起，不接收</translation>
        </message>
        <message>
            <source>Take in</source>
            <translation>接收</translation>
        </message>
        <message>
            <source>To decide</source>
            <translation>待商定</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Which differences</source>
            <translation>哪些差异</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>经手人</translation>
        </message>
        <message>
            <source>With a place</source>
            <translation>有位置的</translation>
        </message>
        <message>
            <source>Write it into the plan: one step, which undo takes back</source>
            <translation>写入规划：作为一步，可整步撤销</translation>
        </message>
        <message>
            <source>decide</source>
            <translation>待商定</translation>
        </message>
        <message>
            <source>for {whom}</source>
            <translation>交给{whom}</translation>
        </message>
        <message>
            <source>{count} differences chosen: a button decides them together</source>
            <translation>选中 {count} 处：按钮一并商定</translation>
        </message>
        <message>
            <source>{count} left to decide</source>
            <translation>还有 {count} 处待商定</translation>
        </message>
        <message>
            <source>− hm²</source>
            <translation>减 hm²</translation>
        </message>
    </context>
    <context>
        <name>ExchangeTask</name>
        <message>
            <source>Comparing the plans</source>
            <translation>比对两份规划</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>打包</translation>
        </message>
        <message>
            <source>Taking in</source>
            <translation>接收</translation>
        </message>
    </context>
    <context>
        <name>ExerciseControl</name>
        <message>
            <source>An exercise needs two counties that touch.</source>
            <translation>演练需要两个相邻的县。</translation>
        </message>
        <message>
            <source>Folder for the kit of the exercise</source>
            <translation>演练文件的文件夹</translation>
        </message>
        <message>
            <source>It crosses the line after {minutes:.0f} min.</source>
            <translation>{minutes:.0f} 分钟后越过县界。</translation>
        </message>
        <message>
            <source>Looking for places</source>
            <translation>正在寻找合适位置</translation>
        </message>
        <message>
            <source>Not all in daylight: {rise}–{sets}</source>
            <translation>不全在白天：日出 {rise}，日没 {sets}</translation>
        </message>
        <message>
            <source>Nothing is known about the land there: nothing can be suggested.</source>
            <translation>没有该处的资料，无法推荐。</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Sunrise {rise}, sunset {sets}</source>
            <translation>日出 {rise}，日没 {sets}</translation>
        </message>
        <message>
            <source>The exercise is still being worked out; try again in a moment.</source>
            <translation>演练正在推算，请稍候再试。</translation>
        </message>
        <message>
            <source>There is no start yet.</source>
            <translation>还没有起点。</translation>
        </message>
        <message>
            <source>What runs does not leave its county in this time.</source>
            <translation>推演时长内不越出本县。</translation>
        </message>
        <message>
            <source>Working it out…</source>
            <translation>正在推算…</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>{border} exercise</source>
            <translation>{border}交界联合演练</translation>
        </message>
        <message>
            <source>{border} exercise {number}</source>
            <translation>{border}交界联合演练 {number}</translation>
        </message>
        <message>
            <source>{count} files of {name} written</source>
            <translation>《{name}》已写出 {count} 个文件</translation>
        </message>
        <message>
            <source>{name} is in the register of drills</source>
            <translation>“{name}”已记入演练登记簿</translation>
        </message>
        <message>
            <source>{name} placed where most rules hold; move over the map for the reasons.</source>
            <translation>已把{name}放在满足规则最多的位置；在地图上移动可看理由。</translation>
        </message>
    </context>
    <context>
        <name>ExerciseOnMap</name>
        <message>
            <source>Inside {radius:.0f} m: {names}</source>
            <translation>{radius:.0f} m 圈内有：{names}</translation>
        </message>
        <message>
            <source>Nobody is inside {radius:.0f} m.</source>
            <translation>{radius:.0f} m 圈内无人员。</translation>
        </message>
        <message>
            <source>{kind}: rules that hold</source>
            <translation>{kind}：满足的规则</translation>
        </message>
    </context>
    <context>
        <name>ExercisePanel</name>
        <message>
            <source>An exercise is laid out on a border: its start, posts and landing sites are checked against the rules, and what the fire, flood or plume does when becomes its script.</source>
            <translation>演练在一条界线上布设：起火点、指挥部、起降点等逐条核对规则，火灾、洪水或泄漏何时到哪里即为脚本。</translation>
        </message>
        <message>
            <source>Close the exercise</source>
            <translation>关闭演练</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>评估</translation>
        </message>
        <message>
            <source>Exercise</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Exercises of the plan</source>
            <translation>本规划的演练</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>New exercise</source>
            <translation>新建演练</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>推演</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Script</source>
            <translation>脚本</translation>
        </message>
        <message>
            <source>Set up</source>
            <translation>筹划</translation>
        </message>
        <message>
            <source>Sites</source>
            <translation>点位</translation>
        </message>
    </context>
    <context>
        <name>ExerciseTask</name>
        <message>
            <source>Working the exercise out</source>
            <translation>正在推算演练</translation>
        </message>
    </context>
    <context>
        <name>ExportTask</name>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>Writing the agreement</source>
            <translation>正在写协议</translation>
        </message>
    </context>
    <context>
        <name>ExposureTable</name>
        <message numerus="yes">
            <source>%n place(s) without a figure</source>
            <translation>
                <numerusform>%n 处居民点人口不详</numerusform>
            </translation>
        </message>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Buildings</source>
            <translation>房屋</translation>
        </message>
        <message>
            <source>Built ground</source>
            <translation>房屋占地</translation>
        </message>
        <message>
            <source>By side of the line: {sides}.</source>
            <translation>按界线两侧：{sides}。</translation>
        </message>
        <message>
            <source>Farmland</source>
            <translation>耕地</translation>
        </message>
        <message>
            <source>Installations</source>
            <translation>重要设施</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Second line: the range when the county line moves by its precision, ± {p}.</source>
            <translation>第二行：县界按其精度 ±{p} 移动时的上下限。</translation>
        </message>
        <message>
            <source>The raster {title} cannot be read and is left out.</source>
            <translation>栅格“{title}”读不出，未计入。</translation>
        </message>
        <message>
            <source>Their lines</source>
            <translation>设施线路</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Water intakes</source>
            <translation>取水口</translation>
        </message>
        <message>
            <source>Who is affected</source>
            <translation>影响谁</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>{counties}: {people} people, {villages} villages</source>
            <translation>{counties}：{people} 人，{villages} 个村庄</translation>
        </message>
        <message>
            <source>{county}: farmland from the land cover {title}.</source>
            <translation>{county}：耕地取自地表覆盖“{title}”。</translation>
        </message>
        <message>
            <source>{county}: not known, no layer: {roles}.</source>
            <translation>{county}：无资料，不详：{roles}。</translation>
        </message>
        <message>
            <source>{county}: people from the raster {title}, not from villages.</source>
            <translation>{county}：人口取自栅格“{title}”，不取村庄。</translation>
        </message>
        <message>
            <source>{county}: people of villages; the raster has no cells there.</source>
            <translation>{county}：人口取自村庄；该处人口栅格没有数值。</translation>
        </message>
        <message>
            <source>{county}: {area} have no cells; who lives there is not known.</source>
            <translation>{county}：{area} 没有格网数值，人口不详。</translation>
        </message>
    </context>
    <context>
        <name>FactsDialog</name>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Reference date</source>
            <translation>基准日</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Title and reference date</source>
            <translation>标题和基准日</translation>
        </message>
    </context>
    <context>
        <name>Faults</name>
        <message>
            <source>It cannot be read: {detail}</source>
            <translation>无法读取：{detail}</translation>
        </message>
        <message>
            <source>It has no list of contents</source>
            <translation>没有清单</translation>
        </message>
        <message>
            <source>It holds too many files</source>
            <translation>其中的文件太多</translation>
        </message>
        <message>
            <source>It would unpack to far more than it can hold</source>
            <translation>解包后的大小远超正常范围</translation>
        </message>
        <message>
            <source>Its list of contents cannot be read</source>
            <translation>清单无法读取</translation>
        </message>
        <message>
            <source>Its list of contents is too large</source>
            <translation>清单过大</translation>
        </message>
        <message>
            <source>Its list of contents is wrong at {name}</source>
            <translation>清单中 {name} 一项有误</translation>
        </message>
        <message>
            <source>The archive is damaged, or was not copied to its end</source>
            <translation>压缩包已损坏，或没有复制完整</translation>
        </message>
        <message>
            <source>The file {name} does not have the size the list says</source>
            <translation>文件 {name} 的大小与清单不符</translation>
        </message>
        <message>
            <source>The file {name} is a link, not a file</source>
            <translation>文件 {name} 是链接，不是文件</translation>
        </message>
        <message>
            <source>The file {name} is compressed in a way that is not read</source>
            <translation>文件 {name} 的压缩方式不受支持</translation>
        </message>
        <message>
            <source>The file {name} is damaged</source>
            <translation>文件 {name} 已损坏</translation>
        </message>
        <message>
            <source>The file {name} is missing</source>
            <translation>缺少文件 {name}</translation>
        </message>
        <message>
            <source>The file {name} is not the file the list says: its checksum differs</source>
            <translation>文件 {name} 与清单不符：校验值不同</translation>
        </message>
        <message>
            <source>The file {name} is protected by a password</source>
            <translation>文件 {name} 设有密码</translation>
        </message>
        <message>
            <source>The name {name} is not allowed</source>
            <translation>文件名 {name} 不允许使用</translation>
        </message>
        <message>
            <source>The name {name} is there twice</source>
            <translation>文件名 {name} 出现了两次</translation>
        </message>
        <message>
            <source>The name {name} leads out of the folder</source>
            <translation>文件名 {name} 指向文件夹之外</translation>
        </message>
        <message>
            <source>The plan in it looks for the raster {name} outside the package</source>
            <translation>其中的规划要到包外寻找栅格 {name}</translation>
        </message>
        <message>
            <source>The plan {name} in it is damaged</source>
            <translation>其中的规划 {name} 已损坏</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>等，另有 {count} 处</translation>
        </message>
    </context>
    <context>
        <name>FieldChoices</name>
        <message>
            <source>Holds</source>
            <translation>以谁为准</translation>
        </message>
        <message>
            <source>Ours</source>
            <translation>我方</translation>
        </message>
        <message>
            <source>Show this part</source>
            <translation>看这一块</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>对方</translation>
        </message>
        <message>
            <source>What holds: {field}</source>
            <translation>{field}以谁为准</translation>
        </message>
        <message>
            <source>decide…</source>
            <translation>待商定…</translation>
        </message>
        <message>
            <source>give up {area}</source>
            <translation>同意减去 {area}</translation>
        </message>
        <message>
            <source>ours</source>
            <translation>我方</translation>
        </message>
        <message>
            <source>take in {area}</source>
            <translation>接受增加 {area}</translation>
        </message>
    </context>
    <context>
        <name>FieldTable</name>
        <message>
            <source>1 is the highest</source>
            <translation>1 级最高</translation>
        </message>
        <message>
            <source>1 is the lowest</source>
            <translation>1 级最低</translation>
        </message>
        <message>
            <source>As the program proposes</source>
            <translation>恢复程序的建议</translation>
        </message>
        <message>
            <source>As you chose on {day}</source>
            <translation>沿用您 {day} 的选择</translation>
        </message>
        <message>
            <source>As you chose on {day} for a file with the same columns.</source>
            <translation>沿用您 {day} 为字段相同的文件所作的选择。</translation>
        </message>
        <message>
            <source>Cells as they are read</source>
            <translation>内容（原文 → 读入）</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>文件中的字段</translation>
        </message>
        <message>
            <source>Column for {field}</source>
            <translation>用作{field}的字段</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Its cells are codes of counties</source>
            <translation>内容是县代码</translation>
        </message>
        <message>
            <source>Its name says so</source>
            <translation>字段名相符</translation>
        </message>
        <message>
            <source>Its name says so, but for a year or number</source>
            <translation>字段名相符，只多了年份或序号</translation>
        </message>
        <message>
            <source>Its name, cut off by the file format, says so</source>
            <translation>字段名被文件格式截断，仍可辨认</translation>
        </message>
        <message>
            <source>Needed, but not found: choose a column</source>
            <translation>需要，但没有找到：请选择一个</translation>
        </message>
        <message>
            <source>No column</source>
            <translation>不使用任何字段</translation>
        </message>
        <message>
            <source>No column looks like it</source>
            <translation>没有相似的字段</translation>
        </message>
        <message>
            <source>None, as you chose</source>
            <translation>您选择了不使用</translation>
        </message>
        <message>
            <source>Not known: the classes stay unknown</source>
            <translation>不清楚：等级按未知处理</translation>
        </message>
        <message>
            <source>The classes are bare digits. Which is the highest hazard?</source>
            <translation>等级只有数字，哪个数字危险性最高？</translation>
        </message>
        <message>
            <source>The plan wants</source>
            <translation>规划需要</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>You chose it</source>
            <translation>由您选择</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>（空）</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>{column} fits as well and differs: choose one</source>
            <translation>{column} 同样相符但内容不同：请选定一个</translation>
        </message>
        <message>
            <source>{column} is of one hectare or mu, not of the patch</source>
            <translation>{column} 是每公顷（亩）的，不是整块的</translation>
        </message>
    </context>
    <context>
        <name>Fields</name>
        <message>
            <source>class of hazard (1–4)</source>
            <translation>危险性等级（1–4）</translation>
        </message>
        <message>
            <source>contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>county code</source>
            <translation>县代码</translation>
        </message>
        <message>
            <source>drawn downstream</source>
            <translation>顺流数字化</translation>
        </message>
        <message>
            <source>flood standard (years)</source>
            <translation>防洪标准（年一遇）</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>level</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>people</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>river order</source>
            <translation>河流等级</translation>
        </message>
        <message>
            <source>species</source>
            <translation>树种</translation>
        </message>
        <message>
            <source>stock (m³)</source>
            <translation>蓄积量（m³）</translation>
        </message>
        <message>
            <source>strength</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>supplies</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>telephone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>turnout (min)</source>
            <translation>出动时间（min）</translation>
        </message>
        <message>
            <source>width (m)</source>
            <translation>宽度（m）</translation>
        </message>
    </context>
    <context>
        <name>FieldsPage</name>
        <message>
            <source>Columns</source>
            <translation>字段</translation>
        </message>
    </context>
    <context>
        <name>FigureChecks</name>
        <message numerus="yes">
            <source>%n figure(s) hold</source>
            <translation>
                <numerusform>%n 个数字成立</numerusform>
            </translation>
        </message>
        <message>
            <source>Do the figures still hold?</source>
            <translation>数字是否仍然成立</translation>
        </message>
        <message>
            <source>Re-derive</source>
            <translation>重新推算</translation>
        </message>
        <message>
            <source>Re-derive all</source>
            <translation>全部重新推算</translation>
        </message>
        <message>
            <source>Re-derive: {group}</source>
            <translation>重新推算：{group}</translation>
        </message>
        <message>
            <source>Whether the figures still hold</source>
            <translation>数字是否仍然成立</translation>
        </message>
        <message>
            <source>Work every figure of this zone out again from its outline, its evidence and the layers of now</source>
            <translation>由本责任区已存的范围、判定依据和现有图层重新推算每个数字</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>另有 %n 项</numerusform>
            </translation>
        </message>
        <message>
            <source>working it out…</source>
            <translation>正在推算…</translation>
        </message>
    </context>
    <context>
        <name>FigureControl</name>
        <message>
            <source>Deriving the zones again to compare</source>
            <translation>正在重新推导以作比较</translation>
        </message>
        <message>
            <source>The plan has changed since; work the figures out again.</source>
            <translation>规划已有改动，请重新推算。</translation>
        </message>
        <message>
            <source>Working figures out</source>
            <translation>正在推算数字</translation>
        </message>
    </context>
    <context>
        <name>Figures</name>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县</translation>
        </message>
        <message>
            <source>County of the neighbour's depot</source>
            <translation>邻县储备库所属县</translation>
        </message>
        <message>
            <source>Depots are unknown</source>
            <translation>储备库未知</translation>
        </message>
        <message>
            <source>Fires</source>
            <translation>火蔓延</translation>
        </message>
        <message>
            <source>Fires of the zone: hm² across the line</source>
            <translation>责任区起火：界线另一侧过火</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Geodesic area on CGCS2000</source>
            <translation>2000 国家大地坐标系椭球面积</translation>
        </message>
        <message>
            <source>How the way was found</source>
            <translation>路程算法</translation>
        </message>
        <message>
            <source>Land between both outlines</source>
            <translation>两个范围之差</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Lead and support</source>
            <translation>牵头与配合</translation>
        </message>
        <message>
            <source>Minutes of help</source>
            <translation>救援分钟数</translation>
        </message>
        <message>
            <source>Nearest depots</source>
            <translation>最近储备库</translation>
        </message>
        <message>
            <source>Neighbour's depot</source>
            <translation>邻县储备库</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Own depot</source>
            <translation>本县储备库</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>People and villages</source>
            <translation>人口与村庄</translation>
        </message>
        <message>
            <source>Places without a figure</source>
            <translation>无人数的地点</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>名次</translation>
        </message>
        <message>
            <source>River length</source>
            <translation>河长</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Score and rank</source>
            <translation>评分与名次</translation>
        </message>
        <message>
            <source>Score: agreement</source>
            <translation>评分：协议</translation>
        </message>
        <message>
            <source>Score: crossing</source>
            <translation>评分：跨界</translation>
        </message>
        <message>
            <source>Score: hazard</source>
            <translation>评分：致灾</translation>
        </message>
        <message>
            <source>Score: people</source>
            <translation>评分：人口</translation>
        </message>
        <message>
            <source>Score: response</source>
            <translation>评分：救援</translation>
        </message>
        <message>
            <source>Score: transmission</source>
            <translation>评分：跨界蔓延</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Shares of responsibility</source>
            <translation>责任份额</translation>
        </message>
        <message>
            <source>Shares of the hazard</source>
            <translation>致灾因子份额</translation>
        </message>
        <message>
            <source>Shares of those exposed</source>
            <translation>承灾份额</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Way to the neighbour's depot</source>
            <translation>到邻县储备库距离</translation>
        </message>
        <message>
            <source>Way to the own depot</source>
            <translation>到本县储备库距离</translation>
        </message>
        <message>
            <source>Yearly rotation</source>
            <translation>逐年轮值</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>it was changed by hand</source>
            <translation>经手工修改</translation>
        </message>
        <message>
            <source>it was derived by {was}, this is {now}</source>
            <translation>由 {was} 推导，现为 {now}</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>没有</translation>
        </message>
        <message>
            <source>nothing it rests on changed: the stored figure is not what the program derives</source>
            <translation>所依据的内容没有改动：已存数字与程序推算的不符</translation>
        </message>
        <message>
            <source>over {minutes} min</source>
            <translation>超过 {minutes} 分钟</translation>
        </message>
        <message>
            <source>own {own}, neighbour {across}</source>
            <translation>本县 {own}，邻县 {across}</translation>
        </message>
        <message>
            <source>the agreement register changed</source>
            <translation>协议登记已改动</translation>
        </message>
        <message>
            <source>the layer {title} changed</source>
            <translation>图层“{title}”已改动</translation>
        </message>
        <message>
            <source>the layer {title} speaks for other counties</source>
            <translation>图层“{title}”所代表的县已改动</translation>
        </message>
        <message>
            <source>the layer {title} was added</source>
            <translation>新增了图层“{title}”</translation>
        </message>
        <message>
            <source>the layer {title} was taken away</source>
            <translation>移除了图层“{title}”</translation>
        </message>
        <message>
            <source>the parameter “{name}” changed from {was} to {now}</source>
            <translation>参数“{name}”由 {was} 改为 {now}</translation>
        </message>
        <message>
            <source>the program that derived it did not keep what it follows from; derive the zones again</source>
            <translation>推导它的程序没有保存依据；请重新推导责任区</translation>
        </message>
        <message>
            <source>the reference date changed from {was} to {now}</source>
            <translation>基准日由 {was} 改为 {now}</translation>
        </message>
        <message>
            <source>the weights of the rank changed</source>
            <translation>排序权重已改动</translation>
        </message>
        <message>
            <source>there</source>
            <translation>有</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>{figure}: cannot be said: {why}</source>
            <translation>{figure}：无法判断，因为{why}</translation>
        </message>
        <message>
            <source>{figure}: was {was}, is now {now}, because {why}</source>
            <translation>{figure}：原为 {was}，现为 {now}，因为{why}</translation>
        </message>
        <message>
            <source>{figure}: {value}, holds</source>
            <translation>{figure}：{value}，成立</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} 分钟</translation>
        </message>
        <message>
            <source>{start} → {end} {area} after {minutes} min</source>
            <translation>{start} → {end} {area}（{minutes} 分钟后到达）</translation>
        </message>
        <message>
            <source>{villages} (not known in {counties})</source>
            <translation>{villages}（{counties}未知）</translation>
        </message>
    </context>
    <context>
        <name>FiguresCard</name>
        <message>
            <source>Because</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Derive again and compare</source>
            <translation>重新推导并比较</translation>
        </message>
        <message>
            <source>Do the figures still hold?</source>
            <translation>核验数字</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>Figures that do not hold</source>
            <translation>不再成立的数字</translation>
        </message>
        <message>
            <source>From what is stored</source>
            <translation>由已存内容推算</translation>
        </message>
        <message>
            <source>Is now</source>
            <translation>现为</translation>
        </message>
        <message>
            <source>Measure each zone in its stored outline and judge it by its stored evidence; takes seconds</source>
            <translation>在已存范围内量算、按已存依据判定；需数秒</translation>
        </message>
        <message>
            <source>Run the whole analysis, fires too, and compare; the zones of the plan stay as they are</source>
            <translation>重做整个分析（含火蔓延）并比较；规划中的责任区保持不变</translation>
        </message>
        <message>
            <source>Was</source>
            <translation>原为</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>new zone</source>
            <translation>新责任区</translation>
        </message>
        <message>
            <source>{zones} zones, {figures} figures: all hold.</source>
            <translation>{zones} 个责任区、{figures} 个数字：全部成立。</translation>
        </message>
        <message>
            <source>{zones} zones, {figures} figures: {differing} do not hold.</source>
            <translation>{zones} 个责任区、{figures} 个数字：{differing} 个不再成立。</translation>
        </message>
    </context>
    <context>
        <name>FindingCard</name>
        <message>
            <source>Let it stand…</source>
            <translation>搁置…</translation>
        </message>
        <message>
            <source>Say why, and it is told again only when it grows</source>
            <translation>说明理由；只有变大时才会再次提示</translation>
        </message>
        <message>
            <source>Show where it is</source>
            <translation>显示位置</translation>
        </message>
        <message>
            <source>Why it may stand</source>
            <translation>搁置理由</translation>
        </message>
        <message>
            <source>Why it may stand; Enter keeps it</source>
            <translation>为什么可以保留；按 Enter 保存</translation>
        </message>
    </context>
    <context>
        <name>Findings</name>
        <message>
            <source>A name or column of it says “{evidence}”. Ask its owner whether these coordinates are meant.</source>
            <translation>其名称或字段中写有“{evidence}”。请向提供单位核实所指是否为这份数据的坐标。</translation>
        </message>
        <message>
            <source>A picture placed by control points: for tracing and orientation, no survey and no boundary.</source>
            <translation>用控制点配准的图片：供描绘和参考，不是测绘成果，不作界线依据。</translation>
        </message>
        <message>
            <source>A table without shapes.</source>
            <translation>没有图形的表格。</translation>
        </message>
        <message>
            <source>Brought from {found} to CGCS2000 by your own fit ({used}); it is good only where it was fitted.</source>
            <translation>按自有参数（{used}）由 {found} 转换为2000国家大地坐标系；参数仅在求取范围内有效。</translation>
        </message>
        <message>
            <source>Classes in {field} count as you said: {found}.</source>
            <translation>“{field}”列的等级按您的说明计：{found}。</translation>
        </message>
        <message>
            <source>Classes of {field}, 1 lowest to 4 highest: {found}.</source>
            <translation>{field} 的等级换算（1 最低，4 最高）：{found}。</translation>
        </message>
        <message>
            <source>Column {field} has the classes {values} and does not say which end is high: they count as unknown. Say on the page “Columns” which it is, or ask for a column with words (高, 较高, 中, 低).</source>
            <translation>“{field}”列的等级为 {values}，未说明哪一端为高，按未知处理。请在“字段”页说明，或索取带文字（高、较高、中、低）的列。</translation>
        </message>
        <message>
            <source>Column {field} is used as {canonical}, as you chose.</source>
            <translation>按您的选择，字段 {field} 用作{canonical}。</translation>
        </message>
        <message>
            <source>Column {field} is used as {canonical}.</source>
            <translation>字段 {field} 用作 {canonical}。</translation>
        </message>
        <message>
            <source>Column {field} was left out.</source>
            <translation>字段 {field} 未读入。</translation>
        </message>
        <message>
            <source>Column {field} was renamed to {renamed}.</source>
            <translation>字段 {field} 改名为 {renamed}。</translation>
        </message>
        <message>
            <source>Converted from {system} to CGCS2000 (public formula, exact inverse).</source>
            <translation>已由 {system} 转换为2000国家大地坐标系（公开公式，精确反算）。</translation>
        </message>
        <message>
            <source>Converted from {system}, it lies {length_m} m {direction} of {against}: it was right as it stood. Read it without conversion.</source>
            <translation>由 {system} 转换后，与{against}相比整体偏{direction} {length_m} m：原来的位置就是对的。请不经转换重新读入。</translation>
        </message>
        <message>
            <source>In {count} parcel(s) X and Y stand in each other's place; the numbers were followed.</source>
            <translation>{count} 个地块的 X、Y 写反了；已按数值改正。</translation>
        </message>
        <message>
            <source>It holds several kinds of shapes and becomes one layer for each.</source>
            <translation>含有多种图形，每种各成一个图层。</translation>
        </message>
        <message>
            <source>It lies {length_m} m {direction} of {against}, as if those were in {system} and this layer were not. Check the county layer first.</source>
            <translation>与{against}相比，整体偏{direction} {length_m} m，看来是县级行政区采用了 {system}，而本图层没有。请先核对县级行政区图层。</translation>
        </message>
        <message>
            <source>It lies {length_m} m {direction} of {against}, as {system} data do there. Choose {system} to move it back.</source>
            <translation>与{against}相比，整体偏{direction} {length_m} m，与当地 {system} 数据的偏移一致。可选择 {system} 移回原位。</translation>
        </message>
        <message>
            <source>Longitude and latitude were in each other's place; they were put right.</source>
            <translation>经度和纬度位置颠倒，已更正。</translation>
        </message>
        <message>
            <source>Made from {source}, classification {classification}: {classes}. Ks after 王正非; which class has which fuel is a proposal of this program or the planner's choice.</source>
            <translation>由{source}生成，分类体系：{classification}；成为森林的类：{classes}。Ks 按王正非；各类对应哪种可燃物是本程序的建议或用户的选择。</translation>
        </message>
        <message>
            <source>Moved from {found} to CGCS2000.</source>
            <translation>已由“{found}”转换到 2000 国家大地坐标系。</translation>
        </message>
        <message>
            <source>No column is used as {canonical}, as you chose.</source>
            <translation>按您的选择，没有字段用作{canonical}。</translation>
        </message>
        <message>
            <source>Read as {used}, as you chose; the file says {found}.</source>
            <translation>按您的选择读作“{used}”；文件自称“{found}”。</translation>
        </message>
        <message>
            <source>Read as {used}; its degrees were taken as CGCS2000, as you confirmed. If they are not, it lies up to some 150 m off.</source>
            <translation>按 {used} 读取；经您确认，其经纬度视为2000国家大地坐标系。若并非如此，位置可能偏差至 150 m 左右。</translation>
        </message>
        <message>
            <source>Recorded by hand in this plan.</source>
            <translation>在本规划中手工登记。</translation>
        </message>
        <message>
            <source>The attribute table (.dbf) is missing; the shapes have no names.</source>
            <translation>缺少属性表（.dbf），图形没有名称。</translation>
        </message>
        <message>
            <source>The coordinate system in the header ({found}) is none with public parameters.</source>
            <translation>文件头写的坐标系（{found}）没有公开参数。</translation>
        </message>
        <message>
            <source>The encoding of the text is not certain; read as {used}. Check the names.</source>
            <translation>文字编码不确定，按 {used} 读取，请核对名称。</translation>
        </message>
        <message>
            <source>The file also holds map tiles, which were not added: {names}.</source>
            <translation>文件中还有地图瓦片，未添加：{names}。</translation>
        </message>
        <message>
            <source>The file does not say its coordinate system; {file}, beside it, says {found}.</source>
            <translation>文件未注明坐标系；同目录的 {file} 注明为 {found}，已按此读取。</translation>
        </message>
        <message>
            <source>The file says its text is {declared}, but it is {used}.</source>
            <translation>文件自称编码为 {declared}，实际为 {used}。</translation>
        </message>
        <message>
            <source>The file says that {system} was already converted ({evidence}). Converting twice moves it off.</source>
            <translation>文件注明 {system} 已转换过（{evidence}）。重复转换会使位置偏离。</translation>
        </message>
        <message>
            <source>The header gives the unit as {stated}, but the numbers are in {found}; the numbers were followed.</source>
            <translation>文件头写的计量单位是“{stated}”，但坐标数值的单位是 {found}；按数值读取。</translation>
        </message>
        <message>
            <source>The header says central meridian {stated}, but zone {zone} has {found}°. Ask its owner which is right.</source>
            <translation>文件头写的中央子午线是 {stated}，而第 {zone} 带的中央子午线是 {found}°。请向提供单位核实哪一个正确。</translation>
        </message>
        <message>
            <source>The header says zone {stated}, but the coordinates begin with {found}: read in zone {found}. Ask its owner.</source>
            <translation>文件头写的带号是 {stated}，但坐标以 {found} 开头：按第 {found} 带读取。请向提供单位核实。</translation>
        </message>
        <message>
            <source>The header says {stated}° zones, but zone {zone} is one of {found}°; read as such.</source>
            <translation>文件头写的是 {stated} 度分带，但第 {zone} 带属于 {found} 度分带；按 {found} 度带读取。</translation>
        </message>
        <message>
            <source>The index file (.shx) is missing; it was worked out again.</source>
            <translation>缺少索引文件（.shx），已重新生成索引。</translation>
        </message>
        <message>
            <source>The numbers in {field} are in {unit}; they were multiplied by {factor}.</source>
            <translation>{field} 的数以{unit}为单位，已乘以 {factor}。</translation>
        </message>
        <message>
            <source>The plan has this layer already, as “{title}”, from a file of the same content. Tick it to add it once more.</source>
            <translation>规划中已有此图层“{title}”，来自内容相同的文件。如需再加入一次，请勾选。</translation>
        </message>
        <message>
            <source>The plan was damaged: role, counties and source of the layer are lost. Set them again.</source>
            <translation>规划曾损坏：图层的用途、所代表的县和来源已丢失，请重新设置。</translation>
        </message>
        <message>
            <source>The plan was damaged: the shapes are not those that were added. Check the layer.</source>
            <translation>规划曾损坏：图形与当初加入的不一致，请核对该图层。</translation>
        </message>
        <message>
            <source>The plan was damaged: {doubtful} shape(s) may be older states of themselves. Check the layer.</source>
            <translation>规划曾损坏：{doubtful} 个图形可能是较早的状态，请核对该图层。</translation>
        </message>
        <message>
            <source>The projection in the header ({found}) is not Gauss–Krüger.</source>
            <translation>文件头写的投影（{found}）不是高斯-克吕格投影。</translation>
        </message>
        <message>
            <source>The raster is rotated; it is turned when it is drawn.</source>
            <translation>栅格带旋转，显示时已转正。</translation>
        </message>
        <message>
            <source>The stated areas are in {unit}, not in hectares.</source>
            <translation>所写面积的单位是{unit}，不是公顷。</translation>
        </message>
        <message>
            <source>The text is in {encoding}, found from its content.</source>
            <translation>由内容判断文字编码为 {encoding}。</translation>
        </message>
        <message>
            <source>The text of its .prj is in {encoding}; it was read as such.</source>
            <translation>其 .prj 文件的文字编码为 {encoding}，已按此读取。</translation>
        </message>
        <message>
            <source>The text was in {encoding}; it was read as such.</source>
            <translation>文字编码为 {encoding}，已按此读取。</translation>
        </message>
        <message>
            <source>The text was read as {used}, as you chose.</source>
            <translation>按您的选择，文字以 {used} 读取。</translation>
        </message>
        <message>
            <source>There are {shapes} shapes but {rows} rows in the attribute table (.dbf): the two are not of one file, and names may stand beside the wrong shapes. Ask its owner for all parts of one export.</source>
            <translation>图形有 {shapes} 个，属性表（.dbf）却有 {rows} 行：两者不是同一次导出的，名称可能对错了图形。请向提供方索取同一次导出的全部文件。</translation>
        </message>
        <message>
            <source>There is no column {field}, chosen as {canonical}; the program looked for another one itself.</source>
            <translation>没有指定为{canonical}的字段 {field}；程序自行查找了其他字段。</translation>
        </message>
        <message>
            <source>These are prefectures or provinces, not counties (codes in {field} end in 00): proposed as another layer, so that no border between counties is derived from it.</source>
            <translation>这些是地级市或省，不是县（{field} 中的代码以 00 结尾）：建议作为其他图层，不据此推导县界。</translation>
        </message>
        <message>
            <source>This is a Lianfang plan packed for a colleague; it is unpacked and opened.</source>
            <translation>这是联防包，将解包并打开。</translation>
        </message>
        <message>
            <source>This is a Lianfang plan; it is opened, not added as a layer.</source>
            <translation>这是联防规划，将直接打开，而不作为图层添加。</translation>
        </message>
        <message>
            <source>This may be in Baidu's shifted system BD-09, over 1 km off ({evidence}). Ask where it comes from.</source>
            <translation>可能采用百度偏移坐标系 BD-09，偏差超过 1 km（{evidence}）。请核实来源。</translation>
        </message>
        <message>
            <source>This may be in the shifted web-map system GCJ-02, some 500 m off ({evidence}). Ask where it comes from.</source>
            <translation>坐标可能是网络地图的 GCJ-02 偏移坐标，偏差约 500 米（{evidence}）。请核实来源。</translation>
        </message>
        <message>
            <source>Tiles of a Chinese web map may lie some hundred metres off (GCJ-02). Compare them with a county line.</source>
            <translation>国内网络地图的瓦片可能偏移数百米（GCJ-02）。请与县界对照。</translation>
        </message>
        <message>
            <source>X (north) and Y (east) were in each other's place, as the numbers show; they were put right.</source>
            <translation>从数值看，X（北）与 Y（东）颠倒，已调换过来。</translation>
        </message>
        <message>
            <source>own classes</source>
            <translation>自定分类</translation>
        </message>
        <message>
            <source>the built-in counties</source>
            <translation>内置县级行政区</translation>
        </message>
        <message>
            <source>the plan's counties</source>
            <translation>规划内县级行政区</translation>
        </message>
        <message>
            <source>{count} code(s) in {field} are not in the built-in list: {examples}</source>
            <translation>{field} 中有 {count} 个代码不在内置名录中：{examples}</translation>
        </message>
        <message>
            <source>{count} code(s) in {field} are those of provinces or cities, not of counties: {examples}</source>
            <translation>{field} 中有 {count} 个代码是省或地级市的，不是县的：{examples}</translation>
        </message>
        <message>
            <source>{count} county code(s) in {field} are no longer in force: {examples}. They stay as the file has them; ask for newer data before you join it to other layers.</source>
            <translation>{field} 中有 {count} 个县代码已停用：{examples}。代码按原文件保留；与其他图层对接之前，请向提供单位索取新数据。</translation>
        </message>
        <message>
            <source>{count} county code(s) in {field} were put into six digits.</source>
            <translation>{field} 中有 {count} 个县代码已补成六位。</translation>
        </message>
        <message>
            <source>{count} feature(s) have all attributes of another one, but another shape.</source>
            <translation>{count} 个要素的全部属性与另一要素相同，图形不同。</translation>
        </message>
        <message>
            <source>{count} feature(s) lie far from all others of the layer.</source>
            <translation>{count} 个要素远离本图层的其他要素。</translation>
        </message>
        <message>
            <source>{count} feature(s) lie more than {distance_km} km from every county of the plan: {names}. They are kept.</source>
            <translation>{count} 个要素距规划中所有县均超过 {distance_km} 千米：{names}。已保留。</translation>
        </message>
        <message>
            <source>{count} feature(s) repeat an earlier one in shape and attributes.</source>
            <translation>{count} 个要素与前面的要素重复（图形和属性都相同）。</translation>
        </message>
        <message>
            <source>{count} feature(s) were left out, as you chose.</source>
            <translation>按您的选择，未读入 {count} 个要素。</translation>
        </message>
        <message>
            <source>{count} line(s) are neither parcel nor point: {lines}</source>
            <translation>{count} 行既不是地块也不是界址点：{lines}</translation>
        </message>
        <message>
            <source>{count} open ring(s) were closed.</source>
            <translation>{count} 个未闭合的环已闭合。</translation>
        </message>
        <message>
            <source>{count} other file(s) in it were left out: {names}</source>
            <translation>其中另有 {count} 个文件或文件夹未读：{names}</translation>
        </message>
        <message>
            <source>{count} parcel(s) differ by more than 1 % from the area they state (stated ≠ measured): {names}</source>
            <translation>{count} 个地块的面积与所写相差超过 1 %（所写 ≠ 量算）：{names}</translation>
        </message>
        <message>
            <source>{count} parcel(s) have a ring of too few points, left out: {names}</source>
            <translation>{count} 个地块有点数不足的环，未读入该环：{names}</translation>
        </message>
        <message>
            <source>{count} parcel(s) have another number of points than they say: {names}. All were read.</source>
            <translation>{count} 个地块的界址点数与所写不符：{names}。所有点均已读入。</translation>
        </message>
        <message>
            <source>{count} parcel(s) have no points: {names}</source>
            <translation>{count} 个地块没有界址点：{names}</translation>
        </message>
        <message>
            <source>{count} parcel(s) have points in several zones and were left out: {names}. Ask their owner.</source>
            <translation>{count} 个地块的界址点分属几个带，未读入：{names}。请向提供单位核实。</translation>
        </message>
        <message>
            <source>{count} patch(es) smaller than {min_ha} hm² were left out, {area_ha} hm² together.</source>
            <translation>小于 {min_ha} hm² 的图斑 {count} 个未收入，共 {area_ha} hm²。</translation>
        </message>
        <message>
            <source>{count} place(s) have no population: unknown, not zero.</source>
            <translation>{count} 处没有人口数：记为未知，不作零。</translation>
        </message>
        <message>
            <source>{count} polygon(s) are slivers, less than {width_m} m wide and {area_m2} m² large.</source>
            <translation>{count} 个面是碎面：宽不足 {width_m} 米，面积不足 {area_m2} 平方米。</translation>
        </message>
        <message>
            <source>{count} row(s) have the code of one county ({field}) and the name of another: {examples}. Ask its owner which is right.</source>
            <translation>有 {count} 行的代码（{field}）是一个县，名称却是另一个县：{examples}。请向提供单位核实以哪个为准。</translation>
        </message>
        <message>
            <source>{count} row(s) without a shape were left out.</source>
            <translation>{count} 行没有图形，未读入。</translation>
        </message>
        <message>
            <source>{count} row(s) without coordinates were left out.</source>
            <translation>{count} 行没有坐标，未读入。</translation>
        </message>
        <message>
            <source>{count} shape(s) could not be mended and were left out.</source>
            <translation>{count} 个图形无法修复，未读入。</translation>
        </message>
        <message>
            <source>{count} shape(s) cross themselves more than {limit} times, cannot be mended and were left out.</source>
            <translation>{count} 个图形自相交超过 {limit} 次，无法修复，未读入。</translation>
        </message>
        <message>
            <source>{count} shape(s) crossed themselves and were mended.</source>
            <translation>{count} 个图形自相交，已修复。</translation>
        </message>
        <message>
            <source>{count} shape(s) had unusable coordinates; those points were taken out.</source>
            <translation>{count} 个图形含无效坐标，已去掉这些点。</translation>
        </message>
        <message>
            <source>{count} shape(s) have arcs, which became straight pieces of {step_deg}° (off by 0.004 % of the radius).</source>
            <translation>{count} 个图形含圆弧，已按每段 {step_deg}° 化为折线（偏差不超过半径的 0.004 %）。</translation>
        </message>
        <message>
            <source>{count} shape(s) have heights, which are not used.</source>
            <translation>{count} 个图形带高程，未使用。</translation>
        </message>
        <message>
            <source>{count} shape(s) have measures (M), which are not used.</source>
            <translation>{count} 个图形带有 M 值，未使用。</translation>
        </message>
        <message>
            <source>{count} shape(s) have the same point twice in a row, which does no harm.</source>
            <translation>{count} 个图形有连续重复的点，不影响量算。</translation>
        </message>
        <message>
            <source>{count} shape(s) lie outside China.</source>
            <translation>{count} 个图形位于中国以外。</translation>
        </message>
        <message>
            <source>{count} shape(s) of another kind were left out.</source>
            <translation>{count} 个其他类型的图形未读入。</translation>
        </message>
        <message>
            <source>{count} shape(s) repeat an earlier one with other attributes.</source>
            <translation>{count} 个图形与前面的图形相同，但属性不同。</translation>
        </message>
        <message>
            <source>{count} shape(s) were lost when the plan was damaged. The layer no longer counts as complete for any county: read its file again, or confirm its counties in the layer's card.</source>
            <translation>规划损坏时丢失了 {count} 个图形。该图层不再视为对任何县完整：请重新读入原文件，或在图层卡片中确认所代表的县。</translation>
        </message>
        <message>
            <source>{count} shape(s) without a single usable coordinate were left out.</source>
            <translation>{count} 个图形没有可用坐标，未读入。</translation>
        </message>
        <message>
            <source>{count} text(s) are cut off inside a character; the rest of each was kept.</source>
            <translation>{count} 处文字在半个汉字处被截断；其余部分均已保留。</translation>
        </message>
        <message>
            <source>{count} text(s) have bytes that are no character in {used}; “�” stands in their place.</source>
            <translation>{count} 处文字中有 {used} 无法解读的字节，以“�”代替。</translation>
        </message>
        <message>
            <source>{count} text(s) were destroyed before this file was made ({examples}). Ask its owner for the original.</source>
            <translation>{count} 处文字在生成此文件之前就已损坏（{examples}），无法恢复。请向提供方索取原始文件。</translation>
        </message>
        <message>
            <source>{count} township(s) lie in another county than their codes say: {names}. Ask their owner.</source>
            <translation>{count} 个乡镇的位置与代码所属的县不符：{names}。请向提供单位核实。</translation>
        </message>
        <message>
            <source>{count} value(s) in {field} are not county codes.</source>
            <translation>{field} 中有 {count} 个值不是县代码。</translation>
        </message>
        <message>
            <source>{count} value(s) in {field} are not numbers: unknown, not zero.</source>
            <translation>{field} 中有 {count} 个值不是数字：记为未知，不作零。</translation>
        </message>
        <message>
            <source>{count} value(s) in {field} are ranges or least numbers; the lower end was taken.</source>
            <translation>{field} 中有 {count} 个值是范围或下限，已取下限。</translation>
        </message>
        <message>
            <source>{field} is the stock of one hectare or mu, not of the patch: the stock stays unknown.</source>
            <translation>{field} 是每公顷（亩）蓄积，不是整块的蓄积：蓄积按不详处理。</translation>
        </message>
        <message>
            <source>{file}, beside it, says “{evidence}”. Ask its owner whether these coordinates are meant.</source>
            <translation>{file} 中写有“{evidence}”。请向提供单位核实所指是否为这份数据的坐标。</translation>
        </message>
        <message>
            <source>{format} files are always in {crs}.</source>
            <translation>{format} 文件的坐标系固定为 {crs}。</translation>
        </message>
        <message>
            <source>{found} agrees with CGCS2000; the coordinates were taken as they are.</source>
            <translation>“{found}”与 2000 国家大地坐标系一致，坐标照用。</translation>
        </message>
        <message>
            <source>{found} is stated with zone number {zone}, but the eastings have none; the numbers were followed.</source>
            <translation>文件注明 {found}，Y 应含带号 {zone}，但坐标数值不含带号；已按数值读取。</translation>
        </message>
        <message>
            <source>{found} is stated without zone number, but the eastings begin with {zone}; the numbers were followed.</source>
            <translation>文件注明 {found}，Y 不含带号，但坐标数值以带号 {zone} 开头；已按数值读取。</translation>
        </message>
    </context>
    <context>
        <name>FindingsPanel</name>
        <message>
            <source>Findings</source>
            <translation>待确认</translation>
        </message>
        <message>
            <source>Gap between {counties}: {area} m², {width} m wide</source>
            <translation>{counties}之间有缝隙：{area} m²，宽 {width} m</translation>
        </message>
        <message>
            <source>Nothing to confirm. What the program mends or misses in your files is listed here.</source>
            <translation>没有待确认事项。程序修复或缺少的内容会列在这里。</translation>
        </message>
        <message>
            <source>Overlap of {counties}: {area} m², {width} m wide</source>
            <translation>{counties}重叠：{area} m²，宽 {width} m</translation>
        </message>
        <message>
            <source>{count} gaps and overlaps between the counties' lines. Open the list to say whose line holds.</source>
            <translation>各县界线之间有 {count} 处缝隙与重叠。打开清单，认定以谁的线为准。</translation>
        </message>
        <message>
            <source>{layer} says nothing about {counties}: unknown there, not zero</source>
            <translation>{layer} 未覆盖{counties}：记为未知，不作零</translation>
        </message>
        <message>
            <source>{layer}: {finding}</source>
            <translation>{layer}：{finding}</translation>
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation>{names}等，另有 {count} 个</translation>
        </message>
    </context>
    <context>
        <name>Fire</name>
        <message>
            <source>&gt; {minutes} min</source>
            <translation>&gt; {minutes} 分钟</translation>
        </message>
        <message>
            <source>A fire every</source>
            <translation>起火点间距</translation>
        </message>
        <message>
            <source>On level ground its head runs {rate} m/min, beyond the {least} to {most} of surface fires the model is made from: take the times with care.</source>
            <translation>平地上火头速度为 {rate} m/min，超出模型所依据的地表火范围（{least}～{most}），到达时间仅供参考。</translation>
        </message>
        <message>
            <source>One standard deviation along each axis; a phone in the open is better, a tower's bearing worse</source>
            <translation>每轴一倍中误差；空旷处手机定位更好，瞭望塔交会更差</translation>
        </message>
        <message>
            <source>One standard deviation; ask whose data the line is</source>
            <translation>一倍中误差；向界线资料的提供单位了解</translation>
        </message>
        <message>
            <source>Precision of the county line</source>
            <translation>县界精度</translation>
        </message>
        <message>
            <source>Precision of the reported place</source>
            <translation>报告位置的精度</translation>
        </message>
        <message>
            <source>R0 {rate} m/min, wind rose at {wind} m/s</source>
            <translation>R0 {rate} m/min，风玫瑰，{wind} m/s</translation>
        </message>
        <message>
            <source>R0 {rate} m/min, {wind}</source>
            <translation>R0 {rate} m/min，{wind}</translation>
        </message>
        <message>
            <source>Source: {source} ({basis})</source>
            <translation>来源：{source}（{basis}）</translation>
        </message>
        <message>
            <source>Step of the lattice of starts; its error shows beside a lattice of twice the step</source>
            <translation>起火点格网的间距；与间距加倍的结果对照可见其误差</translation>
        </message>
        <message>
            <source>Tell a county before the fire is there by</source>
            <translation>通报提前量</translation>
        </message>
        <message>
            <source>Time it needs to be there itself; agree on it in the joint-defence agreement</source>
            <translation>对方赶到所需的时间；宜在联防协议中约定</translation>
        </message>
        <message>
            <source>Unit: {unit}</source>
            <translation>单位：{unit}</translation>
        </message>
        <message>
            <source>Unit: {unit}; default: {value}</source>
            <translation>单位：{unit}；默认值：{value}</translation>
        </message>
        <message>
            <source>blue</source>
            <translation>蓝色</translation>
        </message>
        <message>
            <source>calm</source>
            <translation>无风</translation>
        </message>
        <message>
            <source>east</source>
            <translation>东</translation>
        </message>
        <message>
            <source>no level</source>
            <translation>未定等级</translation>
        </message>
        <message>
            <source>north</source>
            <translation>北</translation>
        </message>
        <message>
            <source>north-east</source>
            <translation>东北</translation>
        </message>
        <message>
            <source>north-west</source>
            <translation>西北</translation>
        </message>
        <message>
            <source>orange</source>
            <translation>橙色</translation>
        </message>
        <message>
            <source>red</source>
            <translation>红色</translation>
        </message>
        <message>
            <source>south</source>
            <translation>南</translation>
        </message>
        <message>
            <source>south-east</source>
            <translation>东南</translation>
        </message>
        <message>
            <source>south-west</source>
            <translation>西南</translation>
        </message>
        <message>
            <source>west</source>
            <translation>西</translation>
        </message>
        <message>
            <source>wind {wind} m/s from the {direction}</source>
            <translation>{direction}风 {wind} m/s</translation>
        </message>
        <message>
            <source>yellow</source>
            <translation>黄色</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} 分钟</translation>
        </message>
        <message>
            <source>{share} of the land it burns is steeper than 35°: the model's factor of slope is capped there.</source>
            <translation>过火地块中 {share} 坡度大于 35°，坡度系数按上限计，结果仅供参考。</translation>
        </message>
    </context>
    <context>
        <name>FireCard</name>
        <message>
            <source>; {distance} to the next county</source>
            <translation>；距邻县 {distance}</translation>
        </message>
        <message>
            <source>At the line of {county} after {minutes} min: tell them at once.</source>
            <translation>{minutes} 分钟后到{county}界线：请立即通报。</translation>
        </message>
        <message>
            <source>At the line of {county} after {minutes} min: tell them within {latest} min.</source>
            <translation>{minutes} 分钟后到{county}界线：请在 {latest} 分钟内通报。</translation>
        </message>
        <message>
            <source>Click on the map, or type a coordinate</source>
            <translation>在地图上点，或输入坐标</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Degrees in any notation, or X and Y with or without the zone's number; Enter runs</source>
            <translation>经纬度任意写法，或带、不带带号的 X、Y；回车推演</translation>
        </message>
        <message>
            <source>Fire</source>
            <translation>火情</translation>
        </message>
        <message>
            <source>In {county} after {minutes} min: tell them at once ({area} burn there).</source>
            <translation>{minutes} 分钟后到{county}：请立即通报（该县境内 {area}）。</translation>
        </message>
        <message>
            <source>In {county} after {minutes} min: tell them within {latest} min ({area} burn there).</source>
            <translation>{minutes} 分钟后到{county}：请在 {latest} 分钟内通报（该县境内 {area}）。</translation>
        </message>
        <message>
            <source>In {hours} h it burns {area}.</source>
            <translation>{hours} 小时内烧 {area}。</translation>
        </message>
        <message>
            <source>It reaches no other county in that time.</source>
            <translation>在此时间内烧不到别的县。</translation>
        </message>
        <message>
            <source>Level ground: the plan has no terrain.</source>
            <translation>规划中没有地形，按平地推算。</translation>
        </message>
        <message>
            <source>Nearest team: {team} ({county}), {distance} as the crow flies {phone}</source>
            <translation>最近队伍：{team}（{county}），直线 {distance} {phone}</translation>
        </message>
        <message>
            <source>No village the plan knows lies in its way.</source>
            <translation>沿途没有规划中已知的村庄。</translation>
        </message>
        <message>
            <source>Nothing that burns is known within 1 km.</source>
            <translation>1 公里内没有已知的可燃物。</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推演</translation>
        </message>
        <message>
            <source>Run the fire in this weather (Enter)</source>
            <translation>按此天气推演（回车）</translation>
        </message>
        <message>
            <source>Running…</source>
            <translation>推演中…</translation>
        </message>
        <message>
            <source>Runs from {distance} away, where something burns.</source>
            <translation>从 {distance} 外的可燃物起算。</translation>
        </message>
        <message>
            <source>Save as notice…</source>
            <translation>存为通报单…</translation>
        </message>
        <message>
            <source>Surface fire by {model} in constant weather; no spotting, no fire fighting.</source>
            <translation>地表火，{model}，气象不变；不含飞火和扑救。</translation>
        </message>
        <message>
            <source>Teams of {counties} are not known.</source>
            <translation>{counties}的队伍不明。</translation>
        </message>
        <message>
            <source>Time since the start</source>
            <translation>起火后的时间</translation>
        </message>
        <message>
            <source>Unknown: no forest or land cover of {counties}.</source>
            <translation>情况不明：没有{counties}的森林或土地覆盖资料。</translation>
        </message>
        <message>
            <source>Villages in its way</source>
            <translation>沿途村庄</translation>
        </message>
        <message>
            <source>Where it burns</source>
            <translation>起火地点</translation>
        </message>
        <message>
            <source>Write 火情通报单 as DOCX or PDF: whom to tell by when, with a map</source>
            <translation>写成火情通报单（DOCX 或 PDF）：向谁通报、何时之前，附地图</translation>
        </message>
        <message>
            <source>min</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>各县以外</translation>
        </message>
        <message>
            <source>{county} {share}</source>
            <translation>{county} {share}</translation>
        </message>
    </context>
    <context>
        <name>FireControl</name>
        <message>
            <source>Minutes since the start</source>
            <translation>起火后分钟数</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Save the notice</source>
            <translation>保存通报单</translation>
        </message>
        <message>
            <source>Word document (*.docx)</source>
            <translation>Word 文档 (*.docx)</translation>
        </message>
        <message>
            <source>Writing the notice</source>
            <translation>写通报单</translation>
        </message>
    </context>
    <context>
        <name>FireTask</name>
        <message>
            <source>Running fires</source>
            <translation>推演火灾</translation>
        </message>
    </context>
    <context>
        <name>FitButton</name>
        <message>
            <source>Own fit of {layer}</source>
            <translation>{layer} 的自有参数</translation>
        </message>
        <message>
            <source>Own fit: {parameters}</source>
            <translation>自有参数：{parameters}</translation>
        </message>
        <message>
            <source>Own fit…</source>
            <translation>自有参数…</translation>
        </message>
        <message>
            <source>The parameters of this datum are not public. With four parameters of your own it can be read.</source>
            <translation>该基准的转换参数不公开。有自己求得的四参数即可读入。</translation>
        </message>
    </context>
    <context>
        <name>FlowControl</name>
        <message>
            <source>No river has a known direction yet: see the list of rivers, Problems.</source>
            <translation>还没有流向已知的河流：请看县界河流清单中的“河网问题”。</translation>
        </message>
    </context>
    <context>
        <name>Formats</name>
        <message>
            <source>Annex of one area, all in one (DOCX)</source>
            <translation>单个联防区附件，合订（DOCX）</translation>
        </message>
        <message>
            <source>Annex of one area, all in one (PDF)</source>
            <translation>单个联防区附件，合订（PDF）</translation>
        </message>
        <message>
            <source>Boundary points (TXT)</source>
            <translation>界址点（TXT）</translation>
        </message>
        <message>
            <source>Coordinate table (CSV)</source>
            <translation>坐标表 (CSV)</translation>
        </message>
        <message>
            <source>DXF</source>
            <translation>DXF</translation>
        </message>
        <message>
            <source>GPX</source>
            <translation>GPX</translation>
        </message>
        <message>
            <source>GeoJSON</source>
            <translation>GeoJSON</translation>
        </message>
        <message>
            <source>GeoPackage</source>
            <translation>GeoPackage</translation>
        </message>
        <message>
            <source>KML</source>
            <translation>KML</translation>
        </message>
        <message>
            <source>KMZ</source>
            <translation>KMZ</translation>
        </message>
        <message>
            <source>Map plate (PNG)</source>
            <translation>图版 (PNG)</translation>
        </message>
        <message>
            <source>Offline web map</source>
            <translation>离线网页地图</translation>
        </message>
        <message>
            <source>Shapefile (GBK, Chinese field names)</source>
            <translation>Shapefile（GBK，中文字段名）</translation>
        </message>
        <message>
            <source>Shapefile (UTF-8)</source>
            <translation>Shapefile（UTF-8）</translation>
        </message>
        <message>
            <source>Workbook (XLSX)</source>
            <translation>工作簿（XLSX）</translation>
        </message>
    </context>
    <context>
        <name>FromMemory</name>
        <message>
            <source>Add the missing layers again.</source>
            <translation>请重新添加缺少的图层。</translation>
        </message>
        <message>
            <source>All else is as in the version kept at {time}.</source>
            <translation>其余内容取自 {time} 的备份。</translation>
        </message>
        <message>
            <source>Derive the zones again.</source>
            <translation>请重新推导共同责任区。</translation>
        </message>
        <message>
            <source>If the drive can be read again, the plan on it holds every confirmed change.</source>
            <translation>如果磁盘还能读，原规划里有每一步已确认的修改。</translation>
        </message>
        <message>
            <source>It holds {areas} patrol area(s) and {layers} layer(s).</source>
            <translation>其中有联防区 {areas} 个、图层 {layers} 个。</translation>
        </message>
        <message>
            <source>Missing: {titles}.</source>
            <translation>缺少：{titles}。</translation>
        </message>
        <message>
            <source>The plan could not be read any more; {name} was written from what was on screen</source>
            <translation>规划已无法读取；已按窗口里还有的内容写成 {name}</translation>
        </message>
        <message>
            <source>There was no earlier version to build on, so the history begins anew.</source>
            <translation>没有可用的备份，历史记录从头开始。</translation>
        </message>
    </context>
    <context>
        <name>GapRules</name>
        <message>
            <source> days</source>
            <translation> 天</translation>
        </message>
        <message>
            <source>0.5 is about 100 hm² of forest on the ranking's logarithmic scale</source>
            <translation>排序的对数尺度上，0.5 约为 100 hm² 林地</translation>
        </message>
        <message>
            <source>A drill counts for</source>
            <translation>演练多久内算数</translation>
        </message>
        <message>
            <source>Grade 1: the first … of them</source>
            <translation>一级：最前的</translation>
        </message>
        <message>
            <source>Grade 2: up to … of them</source>
            <translation>二级：直到</translation>
        </message>
        <message>
            <source>How gaps are judged</source>
            <translation>缺口分级标准</translation>
        </message>
        <message>
            <source>Least pressure for a grade (0–1)</source>
            <translation>分级的最低压力（0–1）</translation>
        </message>
        <message>
            <source>Meetings, patrols, stock lists are fresh for</source>
            <translation>会议、巡护、物资清单多久内算新</translation>
        </message>
        <message>
            <source>Of the borders that are open and across which much comes, the top by priority is grade 1, what follows grade 2, the rest grade 3. Priority = pressure × (0.7 × what the agreement leaves open + 0.3 without a drill that counts).</source>
            <translation>在有空缺且越界风险大的界线中，按优先值排序：最前的为一级，其次为二级，其余为三级。优先值 = 压力 ×（0.7 × 协议空缺 + 0.3 × 没有算数的演练）。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Usual values</source>
            <translation>默认值</translation>
        </message>
    </context>
    <context>
        <name>Gaps</name>
        <message>
            <source>drill {count} months ago</source>
            <translation>演练 {count} 个月前</translation>
        </message>
        <message>
            <source>drill {years:.1f} years ago</source>
            <translation>演练 {years:.1f} 年前</translation>
        </message>
    </context>
    <context>
        <name>GapsPanel</name>
        <message>
            <source>Border</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Borders by urgency</source>
            <translation>按紧迫程度排列的界线</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>领域</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Gaps between agreements</source>
            <translation>协议缺口</translation>
        </message>
        <message>
            <source>Geodesic length on CGCS2000 of all segments of this border</source>
            <translation>这条界线各段的 CGCS2000 椭球面长度之和</translation>
        </message>
        <message>
            <source>Grade</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Kilometres and forest of all classes add up to those of all borders of the plan.</source>
            <translation>各类的公里数和森林面积相加，等于规划全部界线的总数。</translation>
        </message>
        <message>
            <source>Last drill</source>
            <translation>上次演练</translation>
        </message>
        <message>
            <source>Looking through the register…</source>
            <translation>正在查看登记簿…</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>优先值</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Their ledger…</source>
            <translation>往来台账…</translation>
        </message>
        <message>
            <source>What the two send and give each other, and who would bear which cost</source>
            <translation>两县互相输出的风险、互相的支援，费用怎么分担</translation>
        </message>
        <message>
            <source>Which border has an agreement, and which has none, is known once zones and borders are derived.</source>
            <translation>识别共同责任区和界线之后，才知道哪条界线有协议、哪条没有。</translation>
        </message>
        <message>
            <source>hm² of the patches this line cuts; one that several lines cut is divided</source>
            <translation>这条界线穿过的林斑面积（hm²）；被几条界线穿过的按线长分摊</translation>
        </message>
        <message>
            <source>km</source>
            <translation>km</translation>
        </message>
        <message>
            <source>{count} borders, {km} km. Open and much comes across: {first} to take up first (!, the top {share}), {second} next, {third} later</source>
            <translation>{count} 条界线，{km} km。有空缺且越界风险大的：一级 {first} 条先办（!，前 {share}），二级 {second} 条，三级 {third} 条</translation>
        </message>
        <message>
            <source>{count} decision(s) overdue</source>
            <translation>{count} 项议定事项逾期</translation>
        </message>
        <message>
            <source>{name} (superior's)</source>
            <translation>{name}（上级）</translation>
        </message>
    </context>
    <context>
        <name>GradesCard</name>
        <message>
            <source>Agree</source>
            <translation>比对</translation>
        </message>
        <message>
            <source>Grade</source>
            <translation>等级</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>One county</source>
            <translation>一县</translation>
        </message>
        <message>
            <source>Other county</source>
            <translation>另一县</translation>
        </message>
        <message>
            <source>Ratio</source>
            <translation>比值</translation>
        </message>
        <message>
            <source>Read the list of this county: columns item, grade, value, unit; CSV or XLSX</source>
            <translation>读入该县的表：列为项目、等级、数值、单位；CSV 或 XLSX</translation>
        </message>
        <message>
            <source>Read…</source>
            <translation>读入…</translation>
        </message>
        <message>
            <source>Red, 一级 and Ⅰ are one grade; figures of one unit are compared as figures, all else as text.</source>
            <translation>红色、一级、Ⅰ级视为同级；同单位的数字按数值比，其余按文字比。</translation>
        </message>
        <message>
            <source>The larger figure by the smaller one</source>
            <translation>较大值除以较小值</translation>
        </message>
        <message>
            <source>Warning grades of two counties</source>
            <translation>两县预警分级</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>不一致</translation>
        </message>
        <message>
            <source>left open</source>
            <translation>未填</translation>
        </message>
        <message>
            <source>only {county}</source>
            <translation>仅{county}</translation>
        </message>
        <message>
            <source>the same</source>
            <translation>一致</translation>
        </message>
        <message>
            <source>{wrong} of {count} items do not agree.</source>
            <translation>{count} 项中有 {wrong} 项不一致。</translation>
        </message>
    </context>
    <context>
        <name>GradesControl</name>
        <message>
            <source>Choose two different counties.</source>
            <translation>请选择两个不同的县。</translation>
        </message>
        <message>
            <source>Grades of {county}</source>
            <translation>{county}的预警分级</translation>
        </message>
        <message>
            <source>No list of {counties} yet: read it with the button beside the county.</source>
            <translation>还没有{counties}的表：请用县名旁的按钮读入。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>读取中…</translation>
        </message>
        <message>
            <source>Tables (*.csv *.xlsx)</source>
            <translation>表格 (*.csv *.xlsx)</translation>
        </message>
        <message>
            <source>{plan} warning grades</source>
            <translation>{plan}预警分级</translation>
        </message>
    </context>
    <context>
        <name>HandControl</name>
        <message>
            <source>A line needs at least two points.</source>
            <translation>一条线至少要有两个点。</translation>
        </message>
        <message>
            <source>An area needs at least three corners.</source>
            <translation>联防区至少需要三个点。</translation>
        </message>
        <message>
            <source>An unfinished change was let go: its area is no longer as it was.</source>
            <translation>有一处没改完的顶点未恢复：该联防区已不是当时的样子。</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>放弃草图</translation>
        </message>
        <message>
            <source>Keep the larger part</source>
            <translation>保留较大部分</translation>
        </message>
        <message>
            <source>Other areas end here or meet here and need this corner. Hold Ctrl to take it from this area alone.</source>
            <translation>其他联防区的边在此处终止或相接，需要这个顶点。按住 Ctrl 可只从本区删除。</translation>
        </message>
        <message>
            <source>The sides cross. Cut there, the parts have {sizes}.</source>
            <translation>边线自相交。在交点处裁开，各部分为 {sizes}。</translation>
        </message>
        <message>
            <source>The sides cross. Move or remove a corner.</source>
            <translation>边线相交，请移动或删除一个点。</translation>
        </message>
        <message>
            <source>The sides of an area that shares this corner would cross. Hold Ctrl to change this area alone.</source>
            <translation>共用此顶点的联防区的边会自相交。按住 Ctrl 可只改本区。</translation>
        </message>
        <message>
            <source>The unfinished sketch is back.</source>
            <translation>没画完的草图已恢复。</translation>
        </message>
    </context>
    <context>
        <name>HandOverDialog</name>
        <message>
            <source>(not said)</source>
            <translation>（不写）</translation>
        </message>
        <message>
            <source>Anything they should know</source>
            <translation>需要对方知道的事</translation>
        </message>
        <message>
            <source>Choose where to…</source>
            <translation>选择位置…</translation>
        </message>
        <message>
            <source>For</source>
            <translation>交给</translation>
        </message>
        <message>
            <source>Hand the plan over</source>
            <translation>移交规划</translation>
        </message>
        <message>
            <source>Handed over by</source>
            <translation>移交人</translation>
        </message>
        <message>
            <source>Our county</source>
            <translation>我方</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>The package holds the plan, its rasters and who gave it when. The other county takes it in, changes it and hands it back; you then see every difference before anything changes here.</source>
            <translation>联防包里有规划、栅格和移交人、移交时间。对方接收、修改后再交回来，您会先看到每一处不同，再决定改不改。</translation>
        </message>
        <message>
            <source>Whom it is meant for, if anybody</source>
            <translation>交给谁，可不填</translation>
        </message>
        <message>
            <source>Your name; it is kept in the package</source>
            <translation>您的姓名，会写进包里</translation>
        </message>
    </context>
    <context>
        <name>HazardPage</name>
        <message>
            <source>Across</source>
            <translation>对侧</translation>
        </message>
        <message>
            <source>Add a layer of hazard sources, or record them on the map; those near the line are listed here.</source>
            <translation>添加危险源图层，或在图上登记危险源；界线附近的会列在这里。</translation>
        </message>
        <message>
            <source>All counties</source>
            <translation>全部县</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>Distance to the line</source>
            <translation>距界线</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Find in the list</source>
            <translation>在列表中查找</translation>
        </message>
        <message>
            <source>Hazard source</source>
            <translation>隐患点</translation>
        </message>
        <message>
            <source>Hazard sources near the line</source>
            <translation>界线附近的隐患点</translation>
        </message>
        <message>
            <source>Late</source>
            <translation>逾期</translation>
        </message>
        <message>
            <source>Name, owner, type, result</source>
            <translation>名称、责任单位、类型、结果</translation>
        </message>
        <message>
            <source>Never inspected or stale</source>
            <translation>未排查或过期</translation>
        </message>
        <message>
            <source>No hazard source lies this near the line. {count} lie farther away.</source>
            <translation>这个距离内没有隐患点，更远处有 {count} 个。</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>逾期</translation>
        </message>
        <message>
            <source>Select one row first</source>
            <translation>先选一行</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在图上显示</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>To the line</source>
            <translation>距界线</translation>
        </message>
        <message>
            <source>Which county</source>
            <translation>哪个县</translation>
        </message>
        <message>
            <source>Which state</source>
            <translation>哪种状态</translation>
        </message>
        <message>
            <source>Within</source>
            <translation>距界线</translation>
        </message>
        <message>
            <source>of the line</source>
            <translation>以内</translation>
        </message>
        <message>
            <source>unnamed</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>{count} of {all} hazard sources; {overdue} overdue, {unseen} not inspected or long ago</source>
            <translation>{all} 个隐患点中的 {count} 个；逾期 {overdue} 个，未排查或排查过期 {unseen} 个</translation>
        </message>
    </context>
    <context>
        <name>HazardPages</name>
        <message>
            <source>A hazard that is not ticked gives no zones. At least one is derived</source>
            <translation>不勾选的灾种不产生责任区；至少推导一种</translation>
        </message>
        <message>
            <source>on</source>
            <translation>开</translation>
        </message>
    </context>
    <context>
        <name>HazardSetsControl</name>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
        <message>
            <source>{plan} sets of numbers</source>
            <translation>{plan}数值方案</translation>
        </message>
    </context>
    <context>
        <name>HazardSetsWindow</name>
        <message>
            <source>Adds a set for each wind of the plan's rose: every hazard that has a wind goes with it</source>
            <translation>按规划的风玫瑰为每个风向加一个方案：凡有风向的灾种都随之改变</translation>
        </message>
        <message>
            <source>Area (hm²)</source>
            <translation>面积 (hm²)</translation>
        </message>
        <message>
            <source>By set</source>
            <translation>各方案</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>涉及县</translation>
        </message>
        <message>
            <source>Derive</source>
            <translation>识别</translation>
        </message>
        <message>
            <source>Derived: {hazards}. People: known ones reached outside the county the hazard lies in; — unknown.</source>
            <translation>识别的灾种：{hazards}。人口为致灾因子所在县以外可达的已知人口，— 为不详。</translation>
        </message>
        <message>
            <source>Deriving zones under each set…</source>
            <translation>按各方案识别中…</translation>
        </message>
        <message>
            <source>Eight winds</source>
            <translation>加入八个风向</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Hazards that are derived</source>
            <translation>识别哪些灾种</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>成立</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>How often it holds against the others: of return periods 1/T less 1/T of the next, of winds days</source>
            <translation>与其他方案相比出现的频率：重现期取 1/T 减下一级的 1/T，风向取天数</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>No shared zone under this set</source>
            <translation>此方案下没有共同责任区</translation>
        </message>
        <message>
            <source>Numbers of</source>
            <translation>修改数值</translation>
        </message>
        <message>
            <source>People across</source>
            <translation>对侧人口</translation>
        </message>
        <message>
            <source>Save all of it as a workbook</source>
            <translation>全部存为工作簿</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Sets of numbers side by side</source>
            <translation>数值方案对比</translation>
        </message>
        <message>
            <source>Sets of the plan</source>
            <translation>规划中的方案</translation>
        </message>
        <message>
            <source>Tick one to eight sets and run them.</source>
            <translation>勾选一至八个方案，然后并排推演。</translation>
        </message>
        <message>
            <source>Weight of the sets under which it is a shared zone; green: always, and of one class</source>
            <translation>其为共同责任区的方案权重；绿色表示始终成立且类别不变</translation>
        </message>
        <message>
            <source>What</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>Which zones hold</source>
            <translation>哪些责任区成立</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>hazards the sets change</source>
            <translation>方案改动的灾种</translation>
        </message>
        <message>
            <source>only {hazard}</source>
            <translation>仅{hazard}</translation>
        </message>
        <message>
            <source>the plan's own numbers</source>
            <translation>规划自身的数值</translation>
        </message>
        <message>
            <source>wind from the {direction}</source>
            <translation>{direction}风</translation>
        </message>
        <message>
            <source>{count} shared zones under some set; {always} under all of them, {firm} of one class.</source>
            <translation>至少一个方案下成立的共同责任区 {count} 个，其中 {always} 个在各方案下都成立，{firm} 个类别也不变。</translation>
        </message>
        <message>
            <source>{what}
{people} people across</source>
            <translation>{what}
对侧 {people} 人</translation>
        </message>
    </context>
    <context>
        <name>HazardTask</name>
        <message>
            <source>Working on hazards</source>
            <translation>推算灾种</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Agree</source>
            <translation>商</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Bring data in</source>
            <translation>带入资料</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>绘制</translation>
        </message>
        <message>
            <source>Fire, water, other hazards</source>
            <translation>火、水、其他灾种</translation>
        </message>
        <message>
            <source>Help on this (F1)</source>
            <translation>此处的帮助（F1）</translation>
        </message>
        <message>
            <source>In the meeting</source>
            <translation>会商</translation>
        </message>
        <message>
            <source>Look up</source>
            <translation>查阅</translation>
        </message>
        <message>
            <source>See the zones</source>
            <translation>看责任区</translation>
        </message>
        <message>
            <source>Take out</source>
            <translation>输出</translation>
        </message>
    </context>
    <context>
        <name>HelpControl</name>
        <message>
            <source>Close the dialog first.</source>
            <translation>请先关闭对话框。</translation>
        </message>
    </context>
    <context>
        <name>HelpViewer</name>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>后退（Alt+Left）</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>Copy the page</source>
            <translation>复制本页</translation>
        </message>
        <message>
            <source>Forward (Alt+Right)</source>
            <translation>前进（Alt+Right）</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>找到的页</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Larger text (Ctrl++)</source>
            <translation>放大文字（Ctrl++）</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>说明页</translation>
        </message>
        <message>
            <source>Save for printing</source>
            <translation>存为打印文件</translation>
        </message>
        <message>
            <source>Save for printing…</source>
            <translation>存为打印文件…</translation>
        </message>
        <message>
            <source>Search the help</source>
            <translation>搜索帮助</translation>
        </message>
        <message>
            <source>Search the help (Ctrl+F)</source>
            <translation>搜索帮助（Ctrl+F）</translation>
        </message>
        <message>
            <source>Smaller text (Ctrl+-)</source>
            <translation>缩小文字（Ctrl+-）</translation>
        </message>
        <message>
            <source>The page was copied.</source>
            <translation>本页已复制。</translation>
        </message>
        <message>
            <source>The page was written to {name}.</source>
            <translation>本页已写入 {name}。</translation>
        </message>
        <message>
            <source>{page} — help</source>
            <translation>{page} — 帮助</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Before the first change</source>
            <translation>最初状态</translation>
        </message>
        <message>
            <source>Click to go back to just after this change</source>
            <translation>点击回到这一步刚完成时</translation>
        </message>
        <message>
            <source>Click to redo up to this change</source>
            <translation>点击重做到这一步</translation>
        </message>
        <message>
            <source>The plan is here now</source>
            <translation>规划当前在这一步</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>Undone, then something else was done: kept as a record only</source>
            <translation>撤销后又作了其他修改，已作废，只作记录</translation>
        </message>
        <message>
            <source>Undone; it can be redone</source>
            <translation>已撤销，可以重做</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>昨天</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>Also list what was undone before something else was done; it cannot be brought back</source>
            <translation>同时列出撤销后又被新修改取代的步骤；它们只作记录，不能恢复</translation>
        </message>
        <message>
            <source>Changes, the newest first</source>
            <translation>修改记录，最新的在上</translation>
        </message>
        <message>
            <source>Every change of the plan is listed here. A click on one goes back to it, also tomorrow.</source>
            <translation>规划的每一次修改都列在这里。点击一条就回到那一步，关闭后再打开也可以。</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Read-only: you can look at the history, but not go back in it.</source>
            <translation>只读：可以查看历史，不能回到某一步。</translation>
        </message>
        <message>
            <source>Show discarded</source>
            <translation>显示已作废</translation>
        </message>
    </context>
    <context>
        <name>HoleTool</name>
        <message>
            <source>Click around the hole, inside the area</source>
            <translation>在联防区内单击圈出空洞</translation>
        </message>
        <message>
            <source>Right click finishes</source>
            <translation>右键完成</translation>
        </message>
        <message>
            <source>Sides cross</source>
            <translation>边线自相交</translation>
        </message>
    </context>
    <context>
        <name>IdentifyCard</name>
        <message>
            <source>Features under the point</source>
            <translation>该点的要素</translation>
        </message>
        <message>
            <source>Nothing of the visible layers lies here.</source>
            <translation>此处没有可见图层的要素。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>What is here</source>
            <translation>此处要素</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message numerus="yes">
            <source>%n layer(s) found. Check what each is; the files themselves stay as they are.</source>
            <translation>
                <numerusform>找到 %n 个图层。请核对每个图层的用途；原文件不会改动。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) wait for your answer</source>
            <translation>
                <numerusform>%n 个图层等您回答</numerusform>
            </translation>
        </message>
        <message>
            <source>Add layers</source>
            <translation>添加图层</translation>
        </message>
        <message>
            <source>Add to the plan</source>
            <translation>添加到规划</translation>
        </message>
        <message>
            <source>Choose the two columns that hold the coordinates</source>
            <translation>请选择存放坐标的两个字段</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation>导入联防区</translation>
        </message>
        <message>
            <source>Nothing here can be read as a layer.</source>
            <translation>没有可以读作图层的内容。</translation>
        </message>
        <message>
            <source>Tick at least one layer</source>
            <translation>请至少勾选一个图层</translation>
        </message>
        <message>
            <source>{count}: {layer} →</source>
            <translation>{count}：{layer} →</translation>
        </message>
        <message>
            <source>{name}: {sentence}</source>
            <translation>{name}：{sentence}</translation>
        </message>
    </context>
    <context>
        <name>ImportTask</name>
        <message>
            <source>Adding counties</source>
            <translation>正在添加县</translation>
        </message>
        <message>
            <source>Looking at the files</source>
            <translation>正在查看文件</translation>
        </message>
        <message>
            <source>Reading files</source>
            <translation>正在读取文件</translation>
        </message>
    </context>
    <context>
        <name>Inventory</name>
        <message>
            <source>Amount counted</source>
            <translation>计算基数</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>备用联系人</translation>
        </message>
        <message>
            <source>Backup's phone</source>
            <translation>备用电话</translation>
        </message>
        <message>
            <source>By rule</source>
            <translation>按规则</translation>
        </message>
        <message>
            <source>Call sign</source>
            <translation>呼号</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>频道</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Equipment</source>
            <translation>装备</translation>
        </message>
        <message>
            <source>Expert</source>
            <translation>专家</translation>
        </message>
        <message>
            <source>Good for</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Hazard type</source>
            <translation>隐患类型</translation>
        </message>
        <message>
            <source>Held by</source>
            <translation>存放单位</translation>
        </message>
        <message>
            <source>Inspected</source>
            <translation>排查日期</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Last checked</source>
            <translation>核查日期</translation>
        </message>
        <message>
            <source>Material</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Mobilise (min)</source>
            <translation>出动（分钟）</translation>
        </message>
        <message>
            <source>Model or name</source>
            <translation>型号或名称</translation>
        </message>
        <message>
            <source>Need, typed</source>
            <translation>需要（填写）</translation>
        </message>
        <message>
            <source>Next joint inspection</source>
            <translation>下次联合检查</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>责任单位</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Rectification</source>
            <translation>整改情况</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>排查结果</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>To be put right by</source>
            <translation>整改期限</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Units for one</source>
            <translation>每单位基数需要</translation>
        </message>
        <message>
            <source>Vehicle</source>
            <translation>车辆</translation>
        </message>
        <message>
            <source>column “{value}” is not understood: left out</source>
            <translation>列“{value}”看不懂，未读入</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已整改</translation>
        </message>
        <message>
            <source>forest, hm²</source>
            <translation>森林面积 hm²</translation>
        </message>
        <message>
            <source>fresh</source>
            <translation>有效</translation>
        </message>
        <message>
            <source>inspection</source>
            <translation>排查</translation>
        </message>
        <message>
            <source>joint inspection</source>
            <translation>联合检查</translation>
        </message>
        <message>
            <source>names no county: choose one below, or the row is left out</source>
            <translation>没有写县：在上面选一个县，否则这一行不读入</translation>
        </message>
        <message>
            <source>names no item: the row is left out</source>
            <translation>没有名称，这一行不读入</translation>
        </message>
        <message>
            <source>never checked</source>
            <translation>从未核查</translation>
        </message>
        <message>
            <source>not begun</source>
            <translation>未整改</translation>
        </message>
        <message>
            <source>people in fire crews</source>
            <translation>扑火队员人数</translation>
        </message>
        <message>
            <source>rectification</source>
            <translation>整改</translation>
        </message>
        <message>
            <source>shared line, km</source>
            <translation>共有界线 km</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>过期</translation>
        </message>
        <message>
            <source>the plan has “{value}” already under another model or name: both are counted</source>
            <translation>规划里已有“{value}”，型号或名称不同：两行都计入，请核对是否重复</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>填写</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>整改中</translation>
        </message>
        <message>
            <source>units cannot be added up: {value}</source>
            <translation>单位不能相加：{value}</translation>
        </message>
        <message>
            <source>{sheet}, line {line}</source>
            <translation>{sheet} 第 {line} 行</translation>
        </message>
        <message>
            <source>“{value}” has no day: the first of the month is taken</source>
            <translation>“{value}”没有写日，按当月 1 日</translation>
        </message>
        <message>
            <source>“{value}” is a sum: left out</source>
            <translation>“{value}”是合计行，未读入</translation>
        </message>
        <message>
            <source>“{value}” is no county of this plan: the row is left out</source>
            <translation>本规划没有“{value}”这个县，这一行不读入</translation>
        </message>
        <message>
            <source>“{value}” is no date: taken as never checked</source>
            <translation>“{value}”不是日期，按从未核查</translation>
        </message>
        <message>
            <source>“{value}” is no quantity: taken as unknown, kept in the remarks</source>
            <translation>“{value}”不是数量，按不详，原文记入备注</translation>
        </message>
        <message>
            <source>“{value}” is no time: taken as unknown</source>
            <translation>“{value}”不是时间，按不详</translation>
        </message>
        <message>
            <source>“{value}” is not in the catalogue: added as an item of this plan</source>
            <translation>目录里没有“{value}”，将加入本规划的目录</translation>
        </message>
        <message>
            <source>“{value}” is only about: the figure is taken</source>
            <translation>“{value}”是约数，取其中的数字</translation>
        </message>
        <message>
            <source>“{value}” stands there twice: both rows are kept</source>
            <translation>“{value}”重复出现，两行都保留</translation>
        </message>
    </context>
    <context>
        <name>InventoryControl</name>
        <message>
            <source>Import an inventory</source>
            <translation>导入应急资源清单</translation>
        </message>
        <message>
            <source>Nobody knows where that is: the row names no depot of the map and no county.</source>
            <translation>不知道在哪里：这一行没有写图上的仓库，也没有写县。</translation>
        </message>
        <message>
            <source>Reading files</source>
            <translation>读取文件</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>写入文件</translation>
        </message>
        <message>
            <source>inventory template</source>
            <translation>应急资源清单模板</translation>
        </message>
        <message>
            <source>{count} rows imported</source>
            <translation>已导入 {count} 行</translation>
        </message>
        <message>
            <source>{holder} is no depot of the map: its county is shown.</source>
            <translation>“{holder}”不是图上的仓库，已显示所在县。</translation>
        </message>
        <message>
            <source>{plan} inventory</source>
            <translation>{plan} 应急资源</translation>
        </message>
    </context>
    <context>
        <name>InventoryImportDialog</name>
        <message>
            <source>County of rows that name none</source>
            <translation>没有写县的行归哪个县</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Import an inventory</source>
            <translation>导入应急资源清单</translation>
        </message>
        <message>
            <source>Nothing to remark.</source>
            <translation>没有问题。</translation>
        </message>
        <message>
            <source>What was noticed</source>
            <translation>发现的问题</translation>
        </message>
        <message>
            <source>none: they are left out</source>
            <translation>不指定：这些行不读入</translation>
        </message>
        <message>
            <source>{rows} rows from {sheets} sheet(s): {new} new, {changed} change rows of the plan; {left} left out; {items} item(s) new to the catalogue</source>
            <translation>{sheets} 张工作表共 {rows} 行：新增 {new} 行，更新已有 {changed} 行；不读入 {left} 行；目录新增 {items} 项</translation>
        </message>
    </context>
    <context>
        <name>InventoryTask</name>
        <message>
            <source>Reading the inventory</source>
            <translation>读取应急资源</translation>
        </message>
    </context>
    <context>
        <name>InventoryWindow</name>
        <message>
            <source>Completeness</source>
            <translation>完整度</translation>
        </message>
        <message>
            <source>Hazard sources</source>
            <translation>隐患台账</translation>
        </message>
        <message>
            <source>Inventory</source>
            <translation>应急资源</translation>
        </message>
        <message>
            <source>Inventory of both sides</source>
            <translation>双方应急资源</translation>
        </message>
        <message>
            <source>Need and shortfall</source>
            <translation>需要与短板</translation>
        </message>
    </context>
    <context>
        <name>JumpTask</name>
        <message>
            <source>Going through the history</source>
            <translation>正在回到所选的一步</translation>
        </message>
    </context>
    <context>
        <name>KeepBar</name>
        <message>
            <source>For which county</source>
            <translation>代表哪个县</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Keep a line as a comment</source>
            <translation>把标记留作意见</translation>
        </message>
        <message>
            <source>Missing: {what}</source>
            <translation>缺少：{what}</translation>
        </message>
        <message>
            <source>What is said about it</source>
            <translation>对此的意见</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
    </context>
    <context>
        <name>KeepControl</name>
        <message>
            <source> Set date and time right; the history keeps its order all the same.</source>
            <translation>请校正日期和时间；历史记录的先后顺序不受影响。</translation>
        </message>
        <message>
            <source> The file holds every change up to {time}.</source>
            <translation>{time} 及以前的每一步修改都在该文件里。</translation>
        </message>
        <message>
            <source>An earlier version made this plan; it was upgraded. The original is kept: {name}</source>
            <translation>这份规划由较早版本生成，已升级。原文件保留为：{name}</translation>
        </message>
        <message>
            <source>Go on in a copy</source>
            <translation>另存副本并继续</translation>
        </message>
        <message>
            <source>Go on in a copy…</source>
            <translation>另存副本并继续…</translation>
        </message>
        <message>
            <source>Not saved</source>
            <translation>未存</translation>
        </message>
        <message>
            <source>Open for writing</source>
            <translation>打开编辑</translation>
        </message>
        <message>
            <source>Read-only</source>
            <translation>只读</translation>
        </message>
        <message>
            <source>Saved {time}</source>
            <translation>已存 {time}</translation>
        </message>
        <message>
            <source>Sketch kept {time}</source>
            <translation>草图已存 {time}</translation>
        </message>
        <message>
            <source>The computer's clock is {count} days behind the last change in this plan ({time}).</source>
            <translation>电脑时钟比本规划最后一次修改（{time}）慢了 {count} 天。</translation>
        </message>
        <message>
            <source>The computer's clock is {count} h behind the last change in this plan ({time}).</source>
            <translation>电脑时钟比本规划最后一次修改（{time}）慢了 {count} 小时。</translation>
        </message>
        <message>
            <source>The computer's clock is {count} min behind the last change in this plan ({time}).</source>
            <translation>电脑时钟比本规划最后一次修改（{time}）慢了 {count} 分钟。</translation>
        </message>
        <message>
            <source>The unfinished sketch is kept too, {time}</source>
            <translation>没画完的草图也已保存，{time}</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Understood</source>
            <translation>知道了</translation>
        </message>
        <message>
            <source>Untitled: kept safe, choose Save to give it a place</source>
            <translation>未命名：内容已妥善保存，选“保存”为它指定位置</translation>
        </message>
        <message>
            <source>What you drew is still in hand. Finish it again when the plan can be written.</source>
            <translation>画好的内容仍在图上。可以写入后，再完成一次即可。</translation>
        </message>
        <message>
            <source>You go on in {name}.</source>
            <translation>已转到 {name} 继续工作。</translation>
        </message>
        <message>
            <source>{name} is not there yet.</source>
            <translation>{name} 还没有找到。</translation>
        </message>
        <message>
            <source>{name} was closed there. You can write it now.</source>
            <translation>{name} 已在别处关闭，现在可以编辑。</translation>
        </message>
        <message>
            <source>{why}. What you are drawing is not on the disk yet; it stays in hand.</source>
            <translation>{why}。正在画的内容尚未写入磁盘，仍在图上。</translation>
        </message>
    </context>
    <context>
        <name>KeptAccounts</name>
        <message>
            <source>As it is now</source>
            <translation>与现在相比</translation>
        </message>
        <message>
            <source>Kept accounts</source>
            <translation>留存的结算</translation>
        </message>
        <message>
            <source>Kept on</source>
            <translation>留存日</translation>
        </message>
        <message>
            <source>Remove the kept account</source>
            <translation>删除留存的结算</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>△ {count} figure(s) are others now</source>
            <translation>△ {count} 项数字已变</translation>
        </message>
        <message>
            <source>✓ every figure holds</source>
            <translation>✓ 各项数字不变</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>A zone by its number</source>
            <translation>按编号跳到责任区</translation>
        </message>
        <message>
            <source>Agenda: show and arrange, put away</source>
            <translation>议程：显示并调整，收起</translation>
        </message>
        <message>
            <source>Back to the map</source>
            <translation>回到地图</translation>
        </message>
        <message>
            <source>Blocks: take several in; let go</source>
            <translation>联防单元：一次选多个；取消选择</translation>
        </message>
        <message>
            <source>Cancel; undo brings the sketch back</source>
            <translation>取消；撤销可找回草图</translation>
        </message>
        <message>
            <source>Card of the point</source>
            <translation>当前议题的卡片</translation>
        </message>
        <message>
            <source>Choose one more corner, with Edit vertices</source>
            <translation>编辑顶点时再选一个顶点</translation>
        </message>
        <message>
            <source>Choose one more zone or area</source>
            <translation>再选一个责任区或联防区</translation>
        </message>
        <message>
            <source>Choose; drag with the tool in hand</source>
            <translation>选择；用当前工具拖动</translation>
        </message>
        <message>
            <source>Closer at a point; farther</source>
            <translation>以某点放大；缩小</translation>
        </message>
        <message>
            <source>Closer, farther</source>
            <translation>放大、缩小</translation>
        </message>
        <message>
            <source>Coordinates of a point, in several notations</source>
            <translation>某点的坐标，多种写法</translation>
        </message>
        <message>
            <source>Copy rows to a spreadsheet</source>
            <translation>把行复制到表格软件</translation>
        </message>
        <message>
            <source>Crosshair by keys (W): move it; finer; farther</source>
            <translation>键盘十字光标（W）：移动；细移；大步移</translation>
        </message>
        <message>
            <source>Crosshair to typed coordinates</source>
            <translation>十字光标移到键入的坐标</translation>
        </message>
        <message>
            <source>Crosshair: click; take hold of a corner and let go of it</source>
            <translation>十字光标：单击；抓住拐点、放下拐点</translation>
        </message>
        <message>
            <source>Ctrl and click</source>
            <translation>Ctrl 加单击</translation>
        </message>
        <message>
            <source>Ctrl and click on a box</source>
            <translation>Ctrl 加单击复选框</translation>
        </message>
        <message>
            <source>Ctrl+A; Shift or Ctrl with arrows and clicks</source>
            <translation>Ctrl+A；Shift 或 Ctrl 加方向键、单击</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Delete 键</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>回车</translation>
        </message>
        <message>
            <source>Enter, double-click</source>
            <translation>回车、双击</translation>
        </message>
        <message>
            <source>Finish what is drawn</source>
            <translation>完成绘制</translation>
        </message>
        <message>
            <source>First point; last point</source>
            <translation>第一个议题；最后一个议题</translation>
        </message>
        <message>
            <source>From the field to the rows</source>
            <translation>从输入框到表格行</translation>
        </message>
        <message>
            <source>In a meeting</source>
            <translation>会议模式</translation>
        </message>
        <message>
            <source>In a meeting: draw a line; take lines away</source>
            <translation>会议模式：画标记；擦标记</translation>
        </message>
        <message>
            <source>In lists</source>
            <translation>列表中</translation>
        </message>
        <message>
            <source>In the agenda: leave a point out; move it</source>
            <translation>议程中：略过议题；移动议题</translation>
        </message>
        <message>
            <source>In the attribute table</source>
            <translation>属性表中</translation>
        </message>
        <message>
            <source>Keep the newest line as a comment; as a patrol area</source>
            <translation>把最新的标记留作意见；留作联防区</translation>
        </message>
        <message>
            <source>Laser: hold to point, tap to leave it on</source>
            <translation>激光点：按住指示，轻按则保持</translation>
        </message>
        <message>
            <source>Lines: take the newest away; wipe all</source>
            <translation>标记：撤销最新的；全部擦除</translation>
        </message>
        <message>
            <source>Menu of a place; finish what is drawn</source>
            <translation>该处的菜单；完成正在画的图形</translation>
        </message>
        <message>
            <source>Move a layer up or down</source>
            <translation>上移或下移图层</translation>
        </message>
        <message>
            <source>Move and zoom the map with any tool</source>
            <translation>用任何工具时移动和缩放地图</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>移动地图</translation>
        </message>
        <message>
            <source>Move the map with any tool</source>
            <translation>用任何工具时移动地图</translation>
        </message>
        <message>
            <source>Next point of the agenda; the one before</source>
            <translation>下一个议题；上一个议题</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>地图上</translation>
        </message>
        <message>
            <source>One of the first nine scenes</source>
            <translation>前九个场景之一</translation>
        </message>
        <message>
            <source>Pen: take it, put it away; next colour</source>
            <translation>笔：拿起、放下；换颜色</translation>
        </message>
        <message>
            <source>PgDn, →, ↓, Space, N; PgUp, ←, ↑, Shift+Space, P</source>
            <translation>PgDn、→、↓、空格、N；PgUp、←、↑、Shift+空格、P</translation>
        </message>
        <message>
            <source>PgUp and PgDn, + and -</source>
            <translation>PgUp、PgDn，+、-</translation>
        </message>
        <message>
            <source>Put one thing away after the other, then end</source>
            <translation>逐样收起，最后退出</translation>
        </message>
        <message>
            <source>Remove a layer or a patrol area</source>
            <translation>移除图层或联防区</translation>
        </message>
        <message>
            <source>Rename a layer or a patrol area</source>
            <translation>重命名图层或联防区</translation>
        </message>
        <message>
            <source>Select all rows; more rows</source>
            <translation>选择全部行；多选</translation>
        </message>
        <message>
            <source>Shift and arrow keys, or drag</source>
            <translation>Shift 加方向键，或拖动</translation>
        </message>
        <message>
            <source>Shift and click</source>
            <translation>Shift+单击</translation>
        </message>
        <message>
            <source>Shift and drag</source>
            <translation>Shift 加拖动</translation>
        </message>
        <message>
            <source>Show or hide all layers of a kind: of files, or derived</source>
            <translation>显示或隐藏同类的全部图层（文件的，或推导的）</translation>
        </message>
        <message>
            <source>Show or hide the selected layers</source>
            <translation>显示或隐藏所选图层</translation>
        </message>
        <message>
            <source>Show or open the row</source>
            <translation>显示或打开这一行</translation>
        </message>
        <message>
            <source>Show the point again</source>
            <translation>再次显示当前议题</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>Space and move, middle button, arrow keys; with Select, Pan, Identify also drag</source>
            <translation>空格加移动、中键、方向键；选择、平移、识别工具也可拖动</translation>
        </message>
        <message>
            <source>Space; Ctrl+↑ and Ctrl+↓</source>
            <translation>空格；Ctrl+↑ 和 Ctrl+↓</translation>
        </message>
        <message>
            <source>Space; Shift+Space</source>
            <translation>空格；Shift+空格</translation>
        </message>
        <message>
            <source>Suspend snapping</source>
            <translation>暂停捕捉</translation>
        </message>
        <message>
            <source>Take the last vertex back</source>
            <translation>退回上一个顶点</translation>
        </message>
        <message>
            <source>The point to the middle, with Pan</source>
            <translation>平移工具下把该点移到中央</translation>
        </message>
        <message>
            <source>The view before, the view after</source>
            <translation>前一视图、后一视图</translation>
        </message>
        <message>
            <source>Type what to find</source>
            <translation>输入要查找的内容</translation>
        </message>
        <message>
            <source>With fingers and pen</source>
            <translation>手指和触笔</translation>
        </message>
        <message>
            <source>Write in a cell, where that is allowed</source>
            <translation>在允许的单元格中填写</translation>
        </message>
        <message>
            <source>Zones, or lines between counties</source>
            <translation>责任区，或县界</translation>
        </message>
        <message>
            <source>Zoom about the cursor</source>
            <translation>以光标为中心缩放</translation>
        </message>
        <message>
            <source>Zoom to a box</source>
            <translation>框选放大</translation>
        </message>
        <message>
            <source>arrow keys; with Ctrl; with Shift</source>
            <translation>方向键；同时按 Ctrl；同时按 Shift</translation>
        </message>
        <message>
            <source>back and forward buttons of the mouse</source>
            <translation>鼠标后退键、前进键</translation>
        </message>
        <message>
            <source>click</source>
            <translation>单击</translation>
        </message>
        <message>
            <source>double-click; with Shift</source>
            <translation>双击；加 Shift</translation>
        </message>
        <message>
            <source>drag around, Shift and drag; with Ctrl</source>
            <translation>拖动圈选，Shift 加拖动；按 Ctrl</translation>
        </message>
        <message>
            <source>its digit alone, or Alt and the digit</source>
            <translation>单独按其数字，或 Alt 加数字</translation>
        </message>
        <message>
            <source>pen; its eraser</source>
            <translation>笔；笔的橡皮端</translation>
        </message>
        <message>
            <source>rest a finger</source>
            <translation>手指长按</translation>
        </message>
        <message>
            <source>right-click with Select, Pan, Identify</source>
            <translation>选择、平移、识别工具下右键单击</translation>
        </message>
        <message>
            <source>right-click, double-click, Enter</source>
            <translation>右键、双击、回车</translation>
        </message>
        <message>
            <source>tap; one finger</source>
            <translation>轻点；一根手指</translation>
        </message>
        <message>
            <source>the number, Enter</source>
            <translation>编号，回车</translation>
        </message>
        <message>
            <source>two fingers</source>
            <translation>两根手指</translation>
        </message>
        <message>
            <source>wheel, two fingers on a touchpad, pinch; with Ctrl finer</source>
            <translation>滚轮、触控板双指滑动或捏合；加 Ctrl 更细</translation>
        </message>
    </context>
    <context>
        <name>LabelForm</name>
        <message>
            <source>By default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Column of labels</source>
            <translation>注记字段</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Size of labels</source>
            <translation>注记大小</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Write labels</source>
            <translation>显示注记</translation>
        </message>
    </context>
    <context>
        <name>LandCover</name>
        <message>
            <source>Ks from two public programs, not from the paper; which class has this fuel is our proposal</source>
            <translation>Ks 取自两个公开程序，不见于原文；哪一类对应这种可燃物是本程序的建议</translation>
        </message>
        <message>
            <source>Ks from 王正非's published table; which class has this fuel is our proposal</source>
            <translation>Ks 取自王正非公开的数值表；哪一类对应这种可燃物是本程序的建议</translation>
        </message>
        <message>
            <source>Your own Ks</source>
            <translation>您自定的 Ks</translation>
        </message>
    </context>
    <context>
        <name>LandCoverControl</name>
        <message>
            <source>Forest ({layer})</source>
            <translation>森林（{layer}）</translation>
        </message>
        <message>
            <source>Forest from land cover</source>
            <translation>从土地覆盖生成森林</translation>
        </message>
        <message>
            <source>Land cover</source>
            <translation>土地覆盖</translation>
        </message>
        <message>
            <source>Make forest…</source>
            <translation>生成森林…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{layer} is land cover: its classes can become forest with fuel types.</source>
            <translation>{layer} 是土地覆盖，其中各类可以变成带可燃物类型的森林。</translation>
        </message>
        <message numerus="yes">
            <source>{layer}: %n patch(es)</source>
            <translation>
                <numerusform>{layer}：%n 个图斑</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LandCoverDialog</name>
        <message>
            <source>Becomes forest</source>
            <translation>成为森林</translation>
        </message>
        <message>
            <source>Choose a classification, and at least one class that is forest</source>
            <translation>请选择分类体系，并至少勾选一类为森林</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>分类体系</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Forest by county</source>
            <translation>各县森林</translation>
        </message>
        <message>
            <source>Forest from {layer}</source>
            <translation>由{layer}生成森林</translation>
        </message>
        <message>
            <source>Fuel</source>
            <translation>可燃物</translation>
        </message>
        <message>
            <source>Fuel of {name}</source>
            <translation>{name}的可燃物</translation>
        </message>
        <message>
            <source>How easily the fuel burns, against 1.00 for mixed woodland; 0 does not burn</source>
            <translation>可燃物易燃程度，以各种林地为 1.00；0 为不可燃</translation>
        </message>
        <message>
            <source>Ks</source>
            <translation>Ks</translation>
        </message>
        <message>
            <source>Ks of {name}</source>
            <translation>{name}的 Ks</translation>
        </message>
        <message>
            <source>Looks better, but areas are no longer those of the cells</source>
            <translation>更美观，但面积不再等于像元面积</translation>
        </message>
        <message>
            <source>Make forest</source>
            <translation>生成森林</translation>
        </message>
        <message>
            <source>No classification is known for these values. Say of every class what it becomes.</source>
            <translation>没有已知的分类体系符合这些值。请逐类说明它成为什么。</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Share of the ground in the plan's counties</source>
            <translation>占方案各县面积的比例</translation>
        </message>
        <message>
            <source>Smallest patch</source>
            <translation>最小图斑</translation>
        </message>
        <message>
            <source>Smooth the steps of the cells</source>
            <translation>平滑像元锯齿</translation>
        </message>
        <message>
            <source>Strip around the counties</source>
            <translation>县界外扩</translation>
        </message>
        <message>
            <source>The areas stay as they are; nothing is cut or joined.</source>
            <translation>图斑保持原样，不裁切、不合并。</translation>
        </message>
        <message>
            <source>The values fit several classifications: {names}. Choose the one this file uses.</source>
            <translation>这些值符合几种分类体系：{names}。请选择本文件采用的一种。</translation>
        </message>
        <message>
            <source>Together {area}, {share} of what is known</source>
            <translation>合计 {area}，占有数据面积的 {share}</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>What the classes become</source>
            <translation>各类成为什么</translation>
        </message>
        <message>
            <source>{name} becomes forest</source>
            <translation>{name}成为森林</translation>
        </message>
        <message>
            <source>{name} — fits</source>
            <translation>{name}（相符）</translation>
        </message>
        <message>
            <source>{source}. Forest and fuel of each class are our proposal: change what does not fit.</source>
            <translation>{source}。各类是否为森林及其可燃物是本程序的建议，可按实际修改。</translation>
        </message>
    </context>
    <context>
        <name>LandCoverTask</name>
        <message>
            <source>Counting the classes</source>
            <translation>统计各类</translation>
        </message>
        <message>
            <source>Making forest</source>
            <translation>生成森林</translation>
        </message>
    </context>
    <context>
        <name>LandPictureView</name>
        <message>
            <source>Green becomes forest; straw burns but is no forest; grey does not burn</source>
            <translation>绿色成为森林；浅黄可燃但不是森林；灰色不可燃</translation>
        </message>
        <message>
            <source>Preview: forest in green</source>
            <translation>预览：绿色为森林</translation>
        </message>
    </context>
    <context>
        <name>LayerCard</name>
        <message>
            <source>Add county boundaries first</source>
            <translation>请先添加县界</translation>
        </message>
        <message>
            <source>Attribute table (F6)</source>
            <translation>属性表 (F6)</translation>
        </message>
        <message>
            <source>CRS</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>Checksum</source>
            <translation>校验值</translation>
        </message>
        <message>
            <source>Choose a layer to see its role, its counties and its source.</source>
            <translation>选中图层，查看它的用途、负责县和来源。</translation>
        </message>
        <message>
            <source>Choose the counties it speaks for</source>
            <translation>选择此图层负责的县</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Colour of the layer</source>
            <translation>图层颜色</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>字段…</translation>
        </message>
        <message>
            <source>Control points…</source>
            <translation>控制点…</translation>
        </message>
        <message>
            <source>Credit</source>
            <translation>署名</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Derived or drawn in this plan</source>
            <translation>由本规划推导或绘制</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>Every feature in which something was found; a click shows it on the map</source>
            <translation>逐个列出检查出问题的要素；点一下即在地图上显示</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>要素数</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Inside these counties, where the layer shows nothing there is nothing. For all others it is unknown.</source>
            <translation>在这些县内，图层上没有即为没有；其他县则为未知。</translation>
        </message>
        <message>
            <source>Its colours say which class a zone is.</source>
            <translation>颜色表示责任区类别，不能更改。</translation>
        </message>
        <message>
            <source>Kinds, classes, patterns, widths, symbols and labels (F7)</source>
            <translation>类别、分级、图案、线宽、符号和注记（F7）</translation>
        </message>
        <message>
            <source>Last change</source>
            <translation>最近更改</translation>
        </message>
        <message>
            <source>Layer card</source>
            <translation>图层卡片</translation>
        </message>
        <message>
            <source>Look…</source>
            <translation>外观…</translation>
        </message>
        <message>
            <source>Make forest…</source>
            <translation>生成森林…</translation>
        </message>
        <message>
            <source>Mending report…</source>
            <translation>检查与修复报告…</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source>Opacity of the layer</source>
            <translation>图层不透明度</translation>
        </message>
        <message>
            <source>Read as</source>
            <translation>读取为</translation>
        </message>
        <message>
            <source>Remove from the plan</source>
            <translation>从规划中移除</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Role of the layer</source>
            <translation>图层的用途</translation>
        </message>
        <message>
            <source>Sample data; lines are illustrative</source>
            <translation>示例数据，界线示意</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Speaks for: {counties}</source>
            <translation>负责县：{counties}</translation>
        </message>
        <message>
            <source>Verified, nothing there: {counties}</source>
            <translation>已核实·无：{counties}</translation>
        </message>
        <message>
            <source>What is recorded by hand keeps its role</source>
            <translation>手工登记的图层角色不变</translation>
        </message>
        <message>
            <source>Where the picture lies: points in it and on the map, and how far each is off</source>
            <translation>图片的位置：图片和地图上的控制点，以及各点的残差</translation>
        </message>
        <message>
            <source>Which column of the file is the name, the code, the people …</source>
            <translation>文件的哪个字段是名称、代码、人口……</translation>
        </message>
        <message>
            <source>by kind or class</source>
            <translation>按类别或分级</translation>
        </message>
        <message>
            <source>no county yet</source>
            <translation>尚未指定</translation>
        </message>
        <message>
            <source>{counties} and {count} not loaded</source>
            <translation>{counties}，以及未载入的 {count} 个县</translation>
        </message>
        <message>
            <source>{count} counties not loaded</source>
            <translation>未载入的 {count} 个县</translation>
        </message>
    </context>
    <context>
        <name>LayerColumnsDialog</name>
        <message>
            <source>Columns of {layer}</source>
            <translation>{layer}的字段</translation>
        </message>
        <message>
            <source>Use these columns</source>
            <translation>采用这些字段</translation>
        </message>
        <message>
            <source>What the plan reads from which column. An analysis made before is out of date then.</source>
            <translation>规划从哪个字段读取什么。更改后，已有的分析结果即告过期。</translation>
        </message>
    </context>
    <context>
        <name>LayerPages</name>
        <message>
            <source>What is known of the layer</source>
            <translation>已知的图层情况</translation>
        </message>
    </context>
    <context>
        <name>LayerTable</name>
        <message>
            <source>Coordinate system</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>Coordinate system of {layer}</source>
            <translation>{layer} 的坐标系</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Layers found</source>
            <translation>找到的图层</translation>
        </message>
        <message>
            <source>Names in it: {names}</source>
            <translation>其中的名称：{names}</translation>
        </message>
        <message>
            <source>Read {layer}</source>
            <translation>读入 {layer}</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Role of {layer}</source>
            <translation>{layer} 的用途</translation>
        </message>
        <message>
            <source>Shapes</source>
            <translation>图形</translation>
        </message>
    </context>
    <context>
        <name>LayersPanel</name>
        <message>
            <source>Attribute table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Counties it speaks for…</source>
            <translation>负责县…</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Layers in drawing order</source>
            <translation>按绘制顺序排列的图层</translation>
        </message>
        <message>
            <source>Look… (F7)</source>
            <translation>外观…（F7）</translation>
        </message>
        <message>
            <source>Map files of both counties go here: boundaries, rivers, forest, villages, depots. Drop them on the window.</source>
            <translation>两县的地图文件放在这里：界线、河流、森林、村庄、仓库。直接拖到窗口即可。</translation>
        </message>
        <message>
            <source>Remove from the plan</source>
            <translation>从规划中移除</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>改名</translation>
        </message>
        <message>
            <source>Sample data</source>
            <translation>示例数据</translation>
        </message>
        <message>
            <source>Sample data; lines are illustrative</source>
            <translation>示例数据，界线示意</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>{title}: derived or drawn in this plan</source>
            <translation>{title}：由本规划推导或绘制</translation>
        </message>
    </context>
    <context>
        <name>LeadControl</name>
        <message>
            <source>From nowhere is a fire in another county within {minutes} min.</source>
            <translation>{minutes} 分钟内，从哪里起火都不会烧到别的县。</translation>
        </message>
        <message>
            <source>From {area} a fire is in another county within {minutes} min.</source>
            <translation>从 {area} 范围内起火，{minutes} 分钟内会烧到别的县。</translation>
        </message>
        <message>
            <source>Minutes to another county</source>
            <translation>到别的县的分钟数</translation>
        </message>
        <message>
            <source>Minutes to the line from anywhere</source>
            <translation>各处到县界的时间</translation>
        </message>
        <message>
            <source>Running…</source>
            <translation>推演中…</translation>
        </message>
    </context>
    <context>
        <name>Ledger</name>
        <message>
            <source> (not known: {then}, {now} now)</source>
            <translation>（不详：当时 {then} 笔，现在 {now} 笔）</translation>
        </message>
        <message>
            <source>A click lists them below, another one all entries</source>
            <translation>点一下在下方列出，再点一下列出全部</translation>
        </message>
        <message>
            <source>Cost of help on record: {yuan}</source>
            <translation>登记的支援费用合计：{yuan}</translation>
        </message>
        <message>
            <source>Entries that are not known are left out: the shares are not firm</source>
            <translation>不详的未计入，份额不能算准</translation>
        </message>
        <message>
            <source>Neither sends more than it receives: the other rule counts</source>
            <translation>双方都没有净输出，改按责任份额</translation>
        </message>
        <message>
            <source>Nothing on record</source>
            <translation>没有记录</translation>
        </message>
        <message>
            <source>Nothing to pay</source>
            <translation>互不相欠</translation>
        </message>
        <message>
            <source>R: share of responsibility in each of {count} zones</source>
            <translation>责任份额取自 {count} 个共同责任区</translation>
        </message>
        <message>
            <source>{amount} yuan</source>
            <translation>{amount} 元</translation>
        </message>
        <message>
            <source>{county}, {name}: {then} then, {now} now</source>
            <translation>{county}，{name}：当时 {then}，现在 {now}</translation>
        </message>
        <message>
            <source>{count} entries of unknown cost or value are left out</source>
            <translation>{count} 笔费用或价值不详，未计入</translation>
        </message>
        <message>
            <source>{count} of them are not known and not in the figure</source>
            <translation>其中 {count} 笔不详，未计入</translation>
        </message>
        <message>
            <source>{name}: borne {borne}, share {due}, owed for loans {debt}</source>
            <translation>{name}：已承担 {borne}，应承担 {due}，借用补偿尚欠 {debt}</translation>
        </message>
        <message>
            <source>{name}: max(0, {sent} − {received}) = {surplus}</source>
            <translation>{name}：max(0, {sent} − {received}) = {surplus}</translation>
        </message>
        <message>
            <source>{name}: sum of {count} entries</source>
            <translation>{name}：{count} 笔合计</translation>
        </message>
        <message>
            <source>{name}: Σ R × hm² = {amount}</source>
            <translation>{name}：Σ 责任份额 × hm² = {amount}</translation>
        </message>
        <message>
            <source>{payer} pays {payee} {yuan}</source>
            <translation>{payer}应付{payee} {yuan}</translation>
        </message>
    </context>
    <context>
        <name>LedgerCard</name>
        <message>
            <source>  (not firm)</source>
            <translation>（不能算准）</translation>
        </message>
        <message>
            <source>Help given</source>
            <translation>支援</translation>
        </message>
        <message>
            <source>Loans and compensation</source>
            <translation>借用与补偿</translation>
        </message>
        <message>
            <source>Neither sends more than it receives: the other rule counts.</source>
            <translation>双方都没有净输出，改按责任份额。</translation>
        </message>
        <message>
            <source>No shares by this rule</source>
            <translation>按此办法没有份额</translation>
        </message>
        <message>
            <source>No zone of the two says who is responsible.</source>
            <translation>两县之间没有共同责任区说明责任份额。</translation>
        </message>
        <message>
            <source>What comes across</source>
            <translation>越界风险</translation>
        </message>
        <message>
            <source>Who would bear what of the cost</source>
            <translation>费用怎么分担</translation>
        </message>
        <message>
            <source>{giver} → {receiver}</source>
            <translation>{giver} → {receiver}</translation>
        </message>
    </context>
    <context>
        <name>LedgerControl</name>
        <message>
            <source>Account of {name} kept</source>
            <translation>已留存{name}的往来结算</translation>
        </message>
    </context>
    <context>
        <name>LedgerTask</name>
        <message>
            <source>Working out the ledger</source>
            <translation>正在计算往来台账</translation>
        </message>
    </context>
    <context>
        <name>LedgerWindow</name>
        <message>
            <source>All entries ({count})</source>
            <translation>全部明细（{count}）</translation>
        </message>
        <message>
            <source>All fields</source>
            <translation>全部领域</translation>
        </message>
        <message>
            <source>All on record</source>
            <translation>全部记录</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Choose a pair of counties.</source>
            <translation>请选择一对县。</translation>
        </message>
        <message>
            <source>Comes across</source>
            <translation>越界</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Entries</source>
            <translation>明细</translation>
        </message>
        <message>
            <source>Entries: {figure}, {way} ({count})</source>
            <translation>明细：{figure}，{way}（{count}）</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>领域</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>数额</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>支援（次）</translation>
        </message>
        <message>
            <source>Keep the figures as agreed today; later the window says which of them are others</source>
            <translation>把今天商定的数字留存下来；以后哪些数字变了，这里会指出</translation>
        </message>
        <message>
            <source>Keep this account</source>
            <translation>留存本结算</translation>
        </message>
        <message>
            <source>Kept accounts</source>
            <translation>留存的结算</translation>
        </message>
        <message>
            <source>Ledger of the counties</source>
            <translation>往来台账</translation>
        </message>
        <message>
            <source>Loans</source>
            <translation>借出未还</translation>
        </message>
        <message>
            <source>Owed</source>
            <translation>尚欠（元）</translation>
        </message>
        <message>
            <source>Pairs of counties</source>
            <translation>各对县</translation>
        </message>
        <message>
            <source>Record a loan…</source>
            <translation>登记借用…</translation>
        </message>
        <message>
            <source>Record help…</source>
            <translation>登记支援…</translation>
        </message>
        <message>
            <source>Since when entries count</source>
            <translation>从何时算起</translation>
        </message>
        <message>
            <source>Since {year}</source>
            <translation>{year} 年以来</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>What counties send each other is known once the zones are derived; what they do for each other once help, loans and compensation are recorded.</source>
            <translation>推导共同责任区之后，就知道各县互相输出多少风险；登记支援、借用和补偿之后，就知道各县互相帮了多少。</translation>
        </message>
        <message>
            <source>What sending is measured in</source>
            <translation>净输出以何计</translation>
        </message>
        <message>
            <source>{field}; {since}; on {date}. Figures are sums: a click on one lists its entries.</source>
            <translation>{field}，{since}，截至 {date}。每个数字都是合计，点一下列出明细。</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>Base map</source>
            <translation>底图</translation>
        </message>
        <message>
            <source>Boundary marker</source>
            <translation>界桩</translation>
        </message>
        <message>
            <source>Bridge or gate</source>
            <translation>桥梁与闸</translation>
        </message>
        <message>
            <source>Building</source>
            <translation>房屋</translation>
        </message>
        <message>
            <source>Checkpoint</source>
            <translation>检查站</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县级行政区</translation>
        </message>
        <message>
            <source>County line</source>
            <translation>县级界</translation>
        </message>
        <message>
            <source>Depot</source>
            <translation>物资仓库</translation>
        </message>
        <message>
            <source>Disputed strip of a county line</source>
            <translation>界线争议保留处</translation>
        </message>
        <message>
            <source>Farmland</source>
            <translation>耕地</translation>
        </message>
        <message>
            <source>Firebreak</source>
            <translation>防火隔离带</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Forest across a county line</source>
            <translation>跨界林地</translation>
        </message>
        <message>
            <source>Hazard map</source>
            <translation>灾害分区</translation>
        </message>
        <message>
            <source>Hazard source</source>
            <translation>危险源</translation>
        </message>
        <message>
            <source>Installation</source>
            <translation>重要设施</translation>
        </message>
        <message>
            <source>Joint-patrol area</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Lake or reservoir</source>
            <translation>湖泊水库</translation>
        </message>
        <message>
            <source>Land cover</source>
            <translation>地表覆盖</translation>
        </message>
        <message>
            <source>Large river</source>
            <translation>主要河流</translation>
        </message>
        <message>
            <source>Levee</source>
            <translation>堤防</translation>
        </message>
        <message>
            <source>Lookout</source>
            <translation>瞭望点</translation>
        </message>
        <message>
            <source>Neighbour not loaded</source>
            <translation>邻县未载入</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Past event</source>
            <translation>历史灾情</translation>
        </message>
        <message>
            <source>Population</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Prefecture line</source>
            <translation>市级界</translation>
        </message>
        <message>
            <source>Province line</source>
            <translation>省级界</translation>
        </message>
        <message>
            <source>River</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>River along a county line</source>
            <translation>界河（左右岸）</translation>
        </message>
        <message>
            <source>River crosses a county line</source>
            <translation>跨界断面</translation>
        </message>
        <message>
            <source>Road</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Road along a county line</source>
            <translation>沿界道路</translation>
        </message>
        <message>
            <source>Road crosses a county line</source>
            <translation>道路跨界处</translation>
        </message>
        <message>
            <source>Settlement</source>
            <translation>居民点</translation>
        </message>
        <message>
            <source>Stream</source>
            <translation>溪沟</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Township</source>
            <translation>乡镇界</translation>
        </message>
        <message>
            <source>Water intake</source>
            <translation>取水口</translation>
        </message>
        <message>
            <source>Zone S1: the hazard itself crosses</source>
            <translation>S1 灾害越界</translation>
        </message>
        <message>
            <source>Zone S2: starts in one county, reaches several</source>
            <translation>S2 一县起灾、多县受影响</translation>
        </message>
        <message>
            <source>Zone S3: hazard and exposure in different counties</source>
            <translation>S3 灾源与受灾分属两县</translation>
        </message>
        <message>
            <source>Zone waiting for the neighbour's data</source>
            <translation>待邻县资料</translation>
        </message>
    </context>
    <context>
        <name>LinesField</name>
        <message>
            <source>Add a line</source>
            <translation>加一行</translation>
        </message>
        <message>
            <source>Remove the line</source>
            <translation>删一行</translation>
        </message>
    </context>
    <context>
        <name>ListControl</name>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
    </context>
    <context>
        <name>LiveBoard</name>
        <message>
            <source>Costs</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Numbers of the area in hand</source>
            <translation>所画范围的数字</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>份额</translation>
        </message>
        <message>
            <source>Three corners make an area.</source>
            <translation>三个角点成一个区。</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>neither sends more than it receives</source>
            <translation>双方均无净输出</translation>
        </message>
        <message>
            <source>no zone says who is responsible</source>
            <translation>没有责任区说明由谁负责</translation>
        </message>
        <message>
            <source>outside {area}</source>
            <translation>县外 {area}</translation>
        </message>
        <message>
            <source>{rule}: {said}</source>
            <translation>{rule}：{said}</translation>
        </message>
        <message>
            <source>{unknown} (nothing on record between the two)</source>
            <translation>{unknown}（两县之间没有记录）</translation>
        </message>
        <message>
            <source>{unknown} (one county only)</source>
            <translation>{unknown}（仅一个县）</translation>
        </message>
        <message>
            <source>{unknown} (the ledger is being worked out)</source>
            <translation>{unknown}（台账正在计算）</translation>
        </message>
        <message>
            <source>{unknown} ({why})</source>
            <translation>{unknown}（{why}）</translation>
        </message>
        <message>
            <source>{villages} (not known in {counties})</source>
            <translation>{villages}（{counties}未知）</translation>
        </message>
    </context>
    <context>
        <name>LiveNumbers</name>
        <message>
            <source>Click on the map: three points make an area. Right-click or Enter finishes, Esc cancels.</source>
            <translation>在地图上单击：三点成面。右键或回车完成，Esc 取消。</translation>
        </message>
        <message>
            <source>Numbers while drawing</source>
            <translation>绘制中的数字</translation>
        </message>
        <message>
            <source>Sides cross at the red mark. Move on so that they do not, or take the last corner back.</source>
            <translation>边线在红色标记处自相交。请移开光标，或退回上一个顶点。</translation>
        </message>
    </context>
    <context>
        <name>LookCard</name>
        <message>
            <source>A class must end above the one below it and below the one above it.</source>
            <translation>分级的上限必须大于下一级、小于上一级。</translation>
        </message>
        <message>
            <source>A picture has the colours of its cells.</source>
            <translation>影像按像元自身的颜色显示。</translation>
        </message>
        <message>
            <source>As many in each</source>
            <translation>分位数（各级数量相同）</translation>
        </message>
        <message>
            <source>Back to the look that the role gives</source>
            <translation>恢复图层用途的默认外观</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <source>Breaks</source>
            <translation>分级法</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>手工</translation>
        </message>
        <message>
            <source>By its role</source>
            <translation>按用途（默认）</translation>
        </message>
        <message>
            <source>By kind</source>
            <translation>按类别</translation>
        </message>
        <message>
            <source>By number</source>
            <translation>按数值分级</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Cividis</source>
            <translation>Cividis（色觉友好）</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>级数</translation>
        </message>
        <message>
            <source>Classes of</source>
            <translation>分类体系</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Colours for kinds</source>
            <translation>类别色</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Copy the look (Ctrl+C)</source>
            <translation>复制外观（Ctrl+C）</translation>
        </message>
        <message>
            <source>Danger, highest first</source>
            <translation>危险等级，首行最高</translation>
        </message>
        <message>
            <source>Danger, lowest first</source>
            <translation>危险等级，首行最低</translation>
        </message>
        <message>
            <source>Equal steps</source>
            <translation>等间距</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>灰</translation>
        </message>
        <message>
            <source>Heat</source>
            <translation>暖色</translation>
        </message>
        <message>
            <source>High values get the colours of low ones</source>
            <translation>高值用低值的颜色</translation>
        </message>
        <message>
            <source>Its colours say which class a zone is.</source>
            <translation>责任区的颜色表示其类别。</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>注记</translation>
        </message>
        <message>
            <source>Look of the layer</source>
            <translation>图层外观</translation>
        </message>
        <message>
            <source>Look: {layer}</source>
            <translation>外观：{layer}</translation>
        </message>
        <message>
            <source>Natural breaks</source>
            <translation>自然断点</translation>
        </message>
        <message>
            <source>No classes: its values are drawn in grey.</source>
            <translation>没有分类：按灰度显示数值。</translation>
        </message>
        <message>
            <source>One look</source>
            <translation>单一外观</translation>
        </message>
        <message>
            <source>Paste a look (Ctrl+V)</source>
            <translation>粘贴外观（Ctrl+V）</translation>
        </message>
        <message>
            <source>Recognise them</source>
            <translation>自动识别</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>恢复默认</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>青绿</translation>
        </message>
        <message>
            <source>Tell apart</source>
            <translation>区分方式</translation>
        </message>
        <message>
            <source>That look is of a layer of another kind: areas, lines and points differ.</source>
            <translation>该外观来自另一种图层：面、线、点不能互用。</translation>
        </message>
        <message>
            <source>The file's own colours</source>
            <translation>文件自带的颜色</translation>
        </message>
        <message>
            <source>The look is copied. Choose another layer and paste it there.</source>
            <translation>外观已复制。请选择另一图层后粘贴。</translation>
        </message>
        <message>
            <source>There is no copied look to paste.</source>
            <translation>没有可粘贴的外观。</translation>
        </message>
        <message>
            <source>This layer has no column “{column}”.</source>
            <translation>此图层没有字段“{column}”。</translation>
        </message>
        <message>
            <source>Turned</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Two ways</source>
            <translation>双向</translation>
        </message>
        <message>
            <source>Viridis</source>
            <translation>Viridis</translation>
        </message>
        <message>
            <source>What is not known is always grey hatch, never a value</source>
            <translation>未知一律显示为灰色斜线，绝不当作某个值</translation>
        </message>
        <message>
            <source>{name}. Colours: {source}</source>
            <translation>{name}。配色：{source}</translation>
        </message>
        <message>
            <source>“{text}” is no number.</source>
            <translation>“{text}”不是数字。</translation>
        </message>
    </context>
    <context>
        <name>LookForm</name>
        <message>
            <source>By default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>圆</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Dash and dot</source>
            <translation>点划线</translation>
        </message>
        <message>
            <source>Dashes</source>
            <translation>虚线</translation>
        </message>
        <message>
            <source>Diamond</source>
            <translation>菱形</translation>
        </message>
        <message>
            <source>Dots</source>
            <translation>点</translation>
        </message>
        <message>
            <source>Dotted</source>
            <translation>点线</translation>
        </message>
        <message>
            <source>Fill</source>
            <translation>填充不透明度</translation>
        </message>
        <message>
            <source>Fine hatch</source>
            <translation>细斜线</translation>
        </message>
        <message>
            <source>Hatch</source>
            <translation>斜线</translation>
        </message>
        <message>
            <source>Heavy hatch</source>
            <translation>粗斜线</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>线型</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>轮廓</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>图案</translation>
        </message>
        <message>
            <source>Point</source>
            <translation>圆点</translation>
        </message>
        <message>
            <source>Size (px)</source>
            <translation>大小（像素）</translation>
        </message>
        <message>
            <source>Solid</source>
            <translation>实线</translation>
        </message>
        <message>
            <source>Sparse hatch</source>
            <translation>疏斜线</translation>
        </message>
        <message>
            <source>Square</source>
            <translation>方形</translation>
        </message>
        <message>
            <source>Symbol</source>
            <translation>符号</translation>
        </message>
        <message>
            <source>Triangle</source>
            <translation>三角形</translation>
        </message>
        <message>
            <source>Wide hatch</source>
            <translation>宽斜线</translation>
        </message>
        <message>
            <source>Width (px)</source>
            <translation>线宽（像素）</translation>
        </message>
    </context>
    <context>
        <name>LookRows</name>
        <message>
            <source>Features</source>
            <translation>要素数</translation>
        </message>
        <message>
            <source>Kinds and classes</source>
            <translation>类别与分级</translation>
        </message>
        <message>
            <source>Other values</source>
            <translation>其他值</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Up to</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
    </context>
    <context>
        <name>LookoutCard</name>
        <message>
            <source>5–10 km is usual, whatever a camera's leaflet says</source>
            <translation>通常取 5–10 km，不以摄像机标称距离为准</translation>
        </message>
        <message>
            <source>A column of smoke that is made out: 20–50 m</source>
            <translation>能被发现的烟柱：20–50 m</translation>
        </message>
        <message>
            <source>Above the ground; a lookout's own height is used where it is recorded</source>
            <translation>距地面高度；已登记高度的瞭望点按登记值</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>格网</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>各县</translation>
        </message>
        <message>
            <source>Eye height</source>
            <translation>观察高度</translation>
        </message>
        <message>
            <source>Eye height where none is given</source>
            <translation>未注明时的观察高度</translation>
        </message>
        <message>
            <source>Finer cells see finer; terrain cannot be finer than its file</source>
            <translation>格网越细越精确；但不会比地形文件更细</translation>
        </message>
        <message>
            <source>Height of the smoke</source>
            <translation>烟柱高度</translation>
        </message>
        <message>
            <source>Lookouts</source>
            <translation>瞭望点</translation>
        </message>
        <message>
            <source>Lookouts are not known of {counties}.</source>
            <translation>瞭望资料不详：{counties}。</translation>
        </message>
        <message>
            <source>Lookouts outside the terrain (“—”) are left out.</source>
            <translation>地形范围以外的瞭望点（“—”）未参加计算。</translation>
        </message>
        <message>
            <source>No woods are known: add a forest layer, or make forest from land cover.</source>
            <translation>没有森林资料：请添加森林图层，或由土地覆盖生成森林。</translation>
        </message>
        <message>
            <source>Save everything as a workbook, with suggested places</source>
            <translation>全部存为工作簿，含建议布点</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Seen across the line</source>
            <translation>隔界可见</translation>
        </message>
        <message>
            <source>Side of a cell</source>
            <translation>格网边长</translation>
        </message>
        <message>
            <source>Smoke height</source>
            <translation>烟柱高度</translation>
        </message>
        <message>
            <source>Smoke is made out within</source>
            <translation>烟火有效发现距离</translation>
        </message>
        <message>
            <source>Smoke within</source>
            <translation>发现距离</translation>
        </message>
        <message>
            <source>Suggest places</source>
            <translation>建议布点</translation>
        </message>
        <message>
            <source>Suggested places</source>
            <translation>建议布点</translation>
        </message>
        <message>
            <source>The plan has no lookouts. Record them (Ctrl+R, L), add a layer of them, or let places be suggested.</source>
            <translation>规划里没有瞭望点。可以登记（Ctrl+R, L）、添加瞭望点图层，或者先看建议布点。</translation>
        </message>
        <message>
            <source>To be visible is not to be detected: haze, night, canopy and who is on watch do not count.</source>
            <translation>可见不等于能发现：雾霾、夜间、林冠和值守情况都未计入。</translation>
        </message>
        <message>
            <source>Try summits: where more lookouts would see most woods nobody sees</source>
            <translation>逐个试算山头：在哪里增设瞭望点，能多看到最多的盲区森林</translation>
        </message>
        <message>
            <source>What is listed</source>
            <translation>列表内容</translation>
        </message>
        <message>
            <source>What lookouts see</source>
            <translation>瞭望覆盖</translation>
        </message>
        <message>
            <source>Woods are not known of {counties}.</source>
            <translation>森林资料不详：{counties}。</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>规划以外</translation>
        </message>
        <message>
            <source>without a name</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>{count} lookouts see {share} of {whole} hm² of woods; {across} hm² only a neighbour sees.</source>
            <translation>{count} 处瞭望点能看到 {whole} hm² 森林的 {share}；其中 {across} hm² 只有邻县看得到。</translation>
        </message>
    </context>
    <context>
        <name>LookoutControl</name>
        <message>
            <source>Looking around from the lookouts…</source>
            <translation>正在逐点通视计算…</translation>
        </message>
        <message>
            <source>Seen from {name}</source>
            <translation>{name} 可见范围</translation>
        </message>
        <message>
            <source>Woods seen from lookouts</source>
            <translation>瞭望点可见的森林</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>elsewhere</source>
            <translation>本县以外</translation>
        </message>
        <message>
            <source>from one place</source>
            <translation>一处可见</translation>
        </message>
        <message>
            <source>from two places or more</source>
            <translation>两处以上可见</translation>
        </message>
        <message>
            <source>its own county</source>
            <translation>本县</translation>
        </message>
        <message>
            <source>only from a neighbour</source>
            <translation>仅邻县可见</translation>
        </message>
        <message>
            <source>seen by nobody</source>
            <translation>盲区</translation>
        </message>
        <message>
            <source>the lookout</source>
            <translation>该瞭望点</translation>
        </message>
        <message>
            <source>{plan} lookouts</source>
            <translation>{plan} 瞭望覆盖</translation>
        </message>
    </context>
    <context>
        <name>LookoutTask</name>
        <message>
            <source>Looking around from the lookouts</source>
            <translation>瞭望通视计算</translation>
        </message>
    </context>
    <context>
        <name>Lookouts</name>
        <message>
            <source>Across</source>
            <translation>隔界</translation>
        </message>
        <message>
            <source>Alone</source>
            <translation>独见</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>各县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Ground</source>
            <translation>地面</translation>
        </message>
        <message>
            <source>Lookout</source>
            <translation>瞭望点</translation>
        </message>
        <message>
            <source>Lookouts</source>
            <translation>瞭望点</translation>
        </message>
        <message>
            <source>Lookouts of</source>
            <translation>瞭望点所在县</translation>
        </message>
        <message>
            <source>More seen</source>
            <translation>新增可见</translation>
        </message>
        <message>
            <source>Neighbour</source>
            <translation>仅邻县</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>序号</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>盲区</translation>
        </message>
        <message>
            <source>Of it in other counties, hm²</source>
            <translation>其中在其他县的，hm²</translation>
        </message>
        <message>
            <source>See woods of</source>
            <translation>看到的县</translation>
        </message>
        <message>
            <source>Seen</source>
            <translation>可见</translation>
        </message>
        <message>
            <source>Seen across the line</source>
            <translation>隔界可见</translation>
        </message>
        <message>
            <source>Suggested places</source>
            <translation>建议布点</translation>
        </message>
        <message>
            <source>Woods</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Woods that it sees, hm²</source>
            <translation>看到的森林，hm²</translation>
        </message>
        <message>
            <source>Woods, hm²</source>
            <translation>森林，hm²</translation>
        </message>
        <message>
            <source>hm² newly seen</source>
            <translation>新增看到的 hm²</translation>
        </message>
        <message>
            <source>hm² that are blind when it fails</source>
            <translation>这一处失效就成盲区的 hm²</translation>
        </message>
        <message>
            <source>hm² that no other county sees</source>
            <translation>其他县都看不到的 hm²</translation>
        </message>
        <message>
            <source>hm² that nobody sees</source>
            <translation>谁也看不到的 hm²</translation>
        </message>
        <message>
            <source>hm² that only a neighbour's lookouts see: what mutual notice is worth</source>
            <translation>仅邻县瞭望点能看到的 hm²：互通火情的价值所在</translation>
        </message>
        <message>
            <source>hm² that they see</source>
            <translation>能看到的 hm²</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Across</source>
            <translation>跨界</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Done: {what}</source>
            <translation>已完成：{what}</translation>
        </message>
        <message>
            <source>Exchange</source>
            <translation>交换</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>待确认</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Layers and findings</source>
            <translation>图层和待确认事项</translation>
        </message>
        <message>
            <source>Lianfang</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>缝隙</translation>
        </message>
        <message>
            <source>Patrol</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Patrol {count}</source>
            <translation>联防区 {count}</translation>
        </message>
        <message>
            <source>Records</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>Zones {count}</source>
            <translation>责任区 {count}</translation>
        </message>
        <message>
            <source>Zones, patrol areas and registers</source>
            <translation>责任区、联防区和登记</translation>
        </message>
        <message>
            <source>{plan} — Lianfang</source>
            <translation>{plan} — 联防</translation>
        </message>
    </context>
    <context>
        <name>MapCanvas</name>
        <message>
            <source>{layer} is left out of the map: {path} is not there. Put the file back.</source>
            <translation>{layer}未画入地图：找不到文件 {path}，请将文件放回原处。</translation>
        </message>
        <message>
            <source>{layer} is left out of the map: {reason}</source>
            <translation>{layer}未画入地图：{reason}</translation>
        </message>
    </context>
    <context>
        <name>MapCard</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copy (Ctrl+C)</source>
            <translation>复制（Ctrl+C）</translation>
        </message>
    </context>
    <context>
        <name>MapLegend</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <source>Nothing is drawn here.</source>
            <translation>此处没有绘制内容。</translation>
        </message>
    </context>
    <context>
        <name>MapSide</name>
        <message>
            <source>Map</source>
            <translation>地图</translation>
        </message>
    </context>
    <context>
        <name>MapWords</name>
        <message>
            <source>Boundary lines</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Forest across county lines</source>
            <translation>跨界林地</translation>
        </message>
        <message>
            <source>Lines are illustrative and settle no boundary</source>
            <translation>界线示意，不作划界依据</translation>
        </message>
        <message>
            <source>Other values</source>
            <translation>其他值</translation>
        </message>
        <message>
            <source>Patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Rivers on county lines</source>
            <translation>界河与跨界断面</translation>
        </message>
        <message>
            <source>Roads at county lines</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>{area} hm²</source>
            <translation>{area} hm²</translation>
        </message>
        <message>
            <source>{counties} {number:02d}</source>
            <translation>{counties} {number:02d}</translation>
        </message>
    </context>
    <context>
        <name>MarkKeeper</name>
        <message>
            <source>Kept as a comment on the map.</source>
            <translation>已留作地图上的意见。</translation>
        </message>
        <message>
            <source>Kept as the patrol area {name}.</source>
            <translation>已留作联防区“{name}”。</translation>
        </message>
        <message>
            <source>The line is open or crosses itself: an area is what a line goes around.</source>
            <translation>标记没有闭合或自相交叉：围住的范围才能成区。</translation>
        </message>
        <message>
            <source>This plan is open for reading only: lines stay on the wall.</source>
            <translation>规划以只读方式打开：标记只留在屏幕上。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
    </context>
    <context>
        <name>MeasureCard</name>
        <message>
            <source>Bearing (°)</source>
            <translation>方位角（°）</translation>
        </message>
        <message>
            <source>Closed area (hm²)</source>
            <translation>围合面积（公顷）</translation>
        </message>
        <message>
            <source>Closed area (mu)</source>
            <translation>围合面积（亩）</translation>
        </message>
        <message>
            <source>Closed: {area}, {mu}, perimeter {length}</source>
            <translation>围合：{area}，{mu}，周长 {length}</translation>
        </message>
        <message>
            <source>Leg</source>
            <translation>段</translation>
        </message>
        <message>
            <source>Legs</source>
            <translation>各段</translation>
        </message>
        <message>
            <source>Length (m)</source>
            <translation>长度（米）</translation>
        </message>
        <message>
            <source>Measured</source>
            <translation>量测结果</translation>
        </message>
        <message>
            <source>Perimeter (m)</source>
            <translation>周长（米）</translation>
        </message>
        <message>
            <source>Shortest way on the CGCS2000 ellipsoid, level ground; bearings from true north</source>
            <translation>按2000国家大地坐标系椭球的最短距离（水平面，不计坡度）；方位角自真北起算</translation>
        </message>
    </context>
    <context>
        <name>MeasureTool</name>
        <message>
            <source>Click where to begin</source>
            <translation>单击起点</translation>
        </message>
        <message>
            <source>Closed {area}</source>
            <translation>围合 {area}</translation>
        </message>
        <message>
            <source>Total {length}</source>
            <translation>全长 {length}</translation>
        </message>
        <message>
            <source>{length}  bearing {bearing}</source>
            <translation>{length}  方位 {bearing}</translation>
        </message>
    </context>
    <context>
        <name>MeetingBar</name>
        <message>
            <source>Meeting</source>
            <translation>会议</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
    </context>
    <context>
        <name>MeetingControl</name>
        <message>
            <source>There is no number {number} on the agenda.</source>
            <translation>议程中没有编号 {number}。</translation>
        </message>
        <message>
            <source>decided</source>
            <translation>已议定</translation>
        </message>
        <message>
            <source>open</source>
            <translation>待议</translation>
        </message>
    </context>
    <context>
        <name>MeetingFacts</name>
        <message>
            <source>, {owner} {time}</source>
            <translation>；{owner} {time}</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Ask for</source>
            <translation>待提供</translation>
        </message>
        <message>
            <source>County line of {length}</source>
            <translation>县界长 {length}</translation>
        </message>
        <message>
            <source>First there</source>
            <translation>谁先到</translation>
        </message>
        <message>
            <source>How soon</source>
            <translation>多久</translation>
        </message>
        <message>
            <source>Patrols</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Roles</source>
            <translation>分工</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>还有 {count} 项</translation>
        </message>
        <message>
            <source>its depots are not known</source>
            <translation>其物资库未知</translation>
        </message>
        <message>
            <source>lead {county}</source>
            <translation>牵头 {county}</translation>
        </message>
        <message>
            <source>no depot known</source>
            <translation>没有已知的物资库</translation>
        </message>
        <message>
            <source>support {counties}</source>
            <translation>配合 {counties}</translation>
        </message>
        <message>
            <source>{county}: {depot} ({owner}) {time}</source>
            <translation>{county}：{depot}（{owner}）{time}</translation>
        </message>
        <message>
            <source>{county}: {unknown} ({why})</source>
            <translation>{county}：{unknown}（{why}）</translation>
        </message>
        <message>
            <source>{origin} → {county}: {minutes} min</source>
            <translation>{origin} → {county}：{minutes} 分钟</translation>
        </message>
        <message>
            <source>{unknown} (its reach is a distance, not a time)</source>
            <translation>{unknown}（影响范围按距离，没有时间）</translation>
        </message>
        <message>
            <source>{unknown} (none on record)</source>
            <translation>{unknown}（没有记录）</translation>
        </message>
        <message>
            <source>{unknown} (on no zone)</source>
            <translation>{unknown}（不在任何责任区上）</translation>
        </message>
        <message>
            <source>{unknown} (open until the neighbour’s data is there)</source>
            <translation>{unknown}（待邻县资料）</translation>
        </message>
    </context>
    <context>
        <name>Mending</name>
        <message>
            <source>; </source>
            <translation>；</translation>
        </message>
        <message>
            <source>A hole lies in a hole</source>
            <translation>洞里有洞</translation>
        </message>
        <message>
            <source>A hole lies outside its area</source>
            <translation>洞在面的外面</translation>
        </message>
        <message>
            <source>A shape that crosses itself cannot be measured, so it is mended (GEOS make_valid, method structure) or left out of the plan.</source>
            <translation>自相交的图形无法量算，只能修复（GEOS make_valid，structure 方法）或不读入。</translation>
        </message>
        <message>
            <source>An outline has too few points</source>
            <translation>边界点太少</translation>
        </message>
        <message>
            <source>Another kind of shape</source>
            <translation>其他类型的图形</translation>
        </message>
        <message>
            <source>Arcs and curves</source>
            <translation>圆弧和曲线</translation>
        </message>
        <message>
            <source>Arcs became pieces of 1°, off by 0.004 % of the radius at most; or leave such shapes out.</source>
            <translation>圆弧按每段 1° 化为折线，偏差不超过半径的 0.004 %；也可以不读入。</translation>
        </message>
        <message>
            <source>Area after (m²)</source>
            <translation>处理后面积（平方米）</translation>
        </message>
        <message>
            <source>Area before (m²)</source>
            <translation>处理前面积（平方米）</translation>
        </message>
        <message>
            <source>Areas that cross themselves</source>
            <translation>自相交的面</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已闭合</translation>
        </message>
        <message>
            <source>Coordinates outside the box around China, such as 0, 0.</source>
            <translation>坐标在中国范围之外，例如 0, 0。</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>East</source>
            <translation>东</translation>
        </message>
        <message>
            <source>Every column is like that of an earlier row: perhaps one thing drawn twice.</source>
            <translation>各列都与前面某行相同：也许同一事物画了两次。</translation>
        </message>
        <message>
            <source>FID</source>
            <translation>FID</translation>
        </message>
        <message>
            <source>Far from all others</source>
            <translation>远离其他要素</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>要素明细</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Heights (Z)</source>
            <translation>高程（Z）</translation>
        </message>
        <message>
            <source>Heights not used</source>
            <translation>高程未使用</translation>
        </message>
        <message>
            <source>Holes cut the area apart</source>
            <translation>洞把面切断了</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Kept as it is</source>
            <translation>保留原样</translation>
        </message>
        <message>
            <source>Kept, as they came. Left out, the first of each stays.</source>
            <translation>默认照原样保留。选择不读入时，每组保留第一个。</translation>
        </message>
        <message>
            <source>Kept, for the attributes differ. Left out, the first of each stays.</source>
            <translation>因属性不同，默认保留。选择不读入时，每组保留第一个。</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>未读入</translation>
        </message>
        <message>
            <source>Left out as chosen</source>
            <translation>按选择未读入</translation>
        </message>
        <message>
            <source>Left out, as you chose</source>
            <translation>按选择不读入</translation>
        </message>
        <message>
            <source>Less than 1 m wide on average and less than 2,000 m² large: often a remainder of cutting.</source>
            <translation>平均宽度不足 1 米且面积不足 2,000 平方米：常是裁切留下的碎片。</translation>
        </message>
        <message>
            <source>Made of straight pieces</source>
            <translation>化为折线</translation>
        </message>
        <message>
            <source>Measures (M)</source>
            <translation>M 值</translation>
        </message>
        <message>
            <source>Measures not used</source>
            <translation>M 值未使用</translation>
        </message>
        <message>
            <source>Mended</source>
            <translation>已修复</translation>
        </message>
        <message>
            <source>Mixed kinds of shapes</source>
            <translation>图形类型混杂</translation>
        </message>
        <message>
            <source>More than 200 km from the middle of the layer, and five times as far as nine in ten.</source>
            <translation>距图层中心超过 200 km，且超过九成要素距离的五倍。</translation>
        </message>
        <message>
            <source>Name or code</source>
            <translation>名称或代码</translation>
        </message>
        <message>
            <source>No usable coordinate</source>
            <translation>没有可用坐标</translation>
        </message>
        <message>
            <source>North</source>
            <translation>北</translation>
        </message>
        <message>
            <source>Nothing was found in its features</source>
            <translation>要素未查出问题</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>要素数</translation>
        </message>
        <message>
            <source>One part lies inside another</source>
            <translation>一部分套在另一部分里面</translation>
        </message>
        <message>
            <source>Outlines that were not closed</source>
            <translation>未闭合的边界</translation>
        </message>
        <message>
            <source>Outside China</source>
            <translation>在中国范围之外</translation>
        </message>
        <message>
            <source>Own layer for each kind</source>
            <translation>每种类型各成一层</translation>
        </message>
        <message>
            <source>Places are</source>
            <translation>位置的坐标</translation>
        </message>
        <message>
            <source>Points taken out</source>
            <translation>已去掉坏点</translation>
        </message>
        <message>
            <source>Points that lie nowhere were taken out; or leave such shapes out of the plan.</source>
            <translation>已去掉没有位置的点；也可以不读入这些图形。</translation>
        </message>
        <message>
            <source>Points twice in a row</source>
            <translation>连续重复的点</translation>
        </message>
        <message>
            <source>Red dashes: as in the file. Green: as in the plan. Red circle: where it crosses itself.</source>
            <translation>红虚线：文件原样。绿色：读入后。红圈：自相交处。</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Repeats in shape and attributes</source>
            <translation>图形和属性都重复</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>行号</translation>
        </message>
        <message>
            <source>Rows without a shape</source>
            <translation>没有图形的行</translation>
        </message>
        <message>
            <source>Rows without coordinates</source>
            <translation>没有坐标的行</translation>
        </message>
        <message>
            <source>Same attributes, other shape</source>
            <translation>属性相同，图形不同</translation>
        </message>
        <message>
            <source>Same shape, other attributes</source>
            <translation>图形相同，属性不同</translation>
        </message>
        <message>
            <source>Shapes without area or length</source>
            <translation>没有面积或长度的图形</translation>
        </message>
        <message>
            <source>Slivers</source>
            <translation>碎面</translation>
        </message>
        <message>
            <source>South</source>
            <translation>南</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>汇总</translation>
        </message>
        <message>
            <source>Tangled areas</source>
            <translation>乱成一团的面</translation>
        </message>
        <message>
            <source>The area is not well formed</source>
            <translation>面的结构不正确</translation>
        </message>
        <message>
            <source>The last point was joined to the first; or leave such shapes out of the plan.</source>
            <translation>已把末点接到首点；也可以不读入这些图形。</translation>
        </message>
        <message>
            <source>The outline crosses itself</source>
            <translation>边界自相交</translation>
        </message>
        <message>
            <source>The outline crosses itself and falls into several pieces</source>
            <translation>边界自相交，分成几块</translation>
        </message>
        <message>
            <source>The outline touches itself</source>
            <translation>边界自相接触</translation>
        </message>
        <message>
            <source>The plan keeps the first {listed} of {count}; the exported report has all of them.</source>
            <translation>规划中只存前 {listed} 个（共 {count} 个）；导出的报告列出全部。</translation>
        </message>
        <message>
            <source>The same outline is there twice</source>
            <translation>同一边界出现两次</translation>
        </message>
        <message>
            <source>They cross themselves so often that mending would take minutes and gigabytes.</source>
            <translation>自相交次数太多，修复要耗费几分钟和数 GB 内存。</translation>
        </message>
        <message>
            <source>They do no harm to any figure.</source>
            <translation>不影响任何数字。</translation>
        </message>
        <message>
            <source>Unusable coordinates</source>
            <translation>不可用的坐标</translation>
        </message>
        <message>
            <source>West</source>
            <translation>西</translation>
        </message>
        <message>
            <source>What was done</source>
            <translation>处理</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>查出的问题</translation>
        </message>
        <message>
            <source>area unchanged</source>
            <translation>面积不变</translation>
        </message>
        <message>
            <source>degrees (CGCS2000)</source>
            <translation>经纬度（CGCS2000）</translation>
        </message>
        <message>
            <source>like row {row}</source>
            <translation>同第 {row} 行</translation>
        </message>
        <message>
            <source>no place</source>
            <translation>没有位置</translation>
        </message>
        <message>
            <source>the file's coordinates</source>
            <translation>文件自身坐标</translation>
        </message>
        <message>
            <source>{count} point(s)</source>
            <translation>{count} 个点</translation>
        </message>
        <message>
            <source>{distance} km from the middle</source>
            <translation>距中心 {distance} km</translation>
        </message>
        <message>
            <source>{sign}{area} m²</source>
            <translation>面积 {sign}{area} 平方米</translation>
        </message>
        <message>
            <source>{width} m wide, {area} m²</source>
            <translation>宽 {width} 米，面积 {area} 平方米</translation>
        </message>
    </context>
    <context>
        <name>MendingList</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Leave all out</source>
            <translation>全部不读入</translation>
        </message>
        <message>
            <source>Mending report</source>
            <translation>检查与修复报告</translation>
        </message>
        <message>
            <source>Some left out</source>
            <translation>部分不读入</translation>
        </message>
        <message>
            <source>What is done: {kind}</source>
            <translation>如何处理：{kind}</translation>
        </message>
    </context>
    <context>
        <name>MendingModel</name>
        <message>
            <source>(no name)</source>
            <translation>（无名称）</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>FID</source>
            <translation>FID</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>行号</translation>
        </message>
        <message>
            <source>What is done</source>
            <translation>如何处理</translation>
        </message>
        <message>
            <source>What was done</source>
            <translation>处理</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>查出的问题</translation>
        </message>
        <message>
            <source>{kind} ({count})</source>
            <translation>{kind}（{count}）</translation>
        </message>
        <message>
            <source>{kind} ({count}, left out: {left})</source>
            <translation>{kind}（{count}，未读入 {left}）</translation>
        </message>
    </context>
    <context>
        <name>MendingPage</name>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Check ({count})</source>
            <translation>检查（{count}）</translation>
        </message>
        <message>
            <source>Click a feature to see its shape</source>
            <translation>点一个要素，看它的图形</translation>
        </message>
        <message>
            <source>The shape, from near</source>
            <translation>图形近看</translation>
        </message>
        <message>
            <source>Where it lies in the layer</source>
            <translation>在图层中的位置</translation>
        </message>
    </context>
    <context>
        <name>MendingTask</name>
        <message>
            <source>Writing the copy for the owner</source>
            <translation>正在写给原单位的副本</translation>
        </message>
    </context>
    <context>
        <name>MendingWindow</name>
        <message numerus="yes">
            <source>%n thing(s) found when the file was read. Click one to see it on the map.</source>
            <translation>
                <numerusform>读文件时查出 %n 处。点一下，在地图上看。</numerusform>
            </translation>
        </message>
        <message>
            <source>It has no place on the map.</source>
            <translation>它在地图上没有位置。</translation>
        </message>
        <message>
            <source>It is not in the plan; the map shows where it was.</source>
            <translation>它没有读入规划；地图显示它原来的位置。</translation>
        </message>
        <message>
            <source>Mending report: {layer}</source>
            <translation>检查与修复报告：{layer}</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>A name and a county or body are needed.</source>
            <translation>需要姓名和所代表的县或单位。</translation>
        </message>
        <message>
            <source>A newer version made it (format {found}; this program knows {known}).</source>
            <translation>它由较新版本生成（格式 {found}，本程序支持到 {known}）。</translation>
        </message>
        <message>
            <source>A plan is never written over another file.</source>
            <translation>规划不会覆盖其他文件。</translation>
        </message>
        <message>
            <source>A point lies far from the plan</source>
            <translation>有一个点离规划区太远</translation>
        </message>
        <message>
            <source>A signature is not undone</source>
            <translation>签署不能撤销</translation>
        </message>
        <message>
            <source>Across that line nothing says how wide the picture is.</source>
            <translation>垂直于这条线的方向上无法确定图片的宽窄。</translation>
        </message>
        <message>
            <source>Add a line “# 来源：…” with the study, or give it with the command.</source>
            <translation>请加一行“# 来源：…”写明研究出处，或在命令中给出。</translation>
        </message>
        <message>
            <source>Add county boundaries first, or draw an area.</source>
            <translation>请先加入县界，或画一个联防区。</translation>
        </message>
        <message>
            <source>Add that layer, or choose counties from the built-in list.</source>
            <translation>请添加该图层，或从内置名录选择县。</translation>
        </message>
        <message>
            <source>Add the file again, and check what is in it now.</source>
            <translation>请重新添加该文件，并核对现在的内容。</translation>
        </message>
        <message>
            <source>Add the neighbour county, or choose it from the built-in list.</source>
            <translation>请添加邻县，或从内置名录中选择。</translation>
        </message>
        <message>
            <source>All points are at one place</source>
            <translation>所有点都在同一处</translation>
        </message>
        <message>
            <source>Allow it to be written and try again, or go on in a copy in another folder.</source>
            <translation>请允许写入后重试，或另存到其他文件夹继续。</translation>
        </message>
        <message>
            <source>Allow it to be written and try again, or go on in a copy.</source>
            <translation>请允许写入后重试，或另存副本继续。</translation>
        </message>
        <message>
            <source>An agreement needs two parties</source>
            <translation>协议至少要有两方</translation>
        </message>
        <message>
            <source>An earlier version made it, and there is no room for the upgraded copy.</source>
            <translation>它由较早版本生成，磁盘空间不足，无法升级副本。</translation>
        </message>
        <message>
            <source>Another file lies in the place of {name}</source>
            <translation>{name} 的位置上换成了另一个文件</translation>
        </message>
        <message>
            <source>Ask its owner for CGCS2000 data, or fit it yourself.</source>
            <translation>请向提供方索取 2000 国家大地坐标系数据，或自行转换。</translation>
        </message>
        <message>
            <source>Ask its owner to export it again, as GeoPackage if possible; other files can be read.</source>
            <translation>请提供方重新导出，最好用 GeoPackage；其他文件仍可读取。</translation>
        </message>
        <message>
            <source>Ask its owner to export it again.</source>
            <translation>请提供方重新导出。</translation>
        </message>
        <message>
            <source>Ask its owner to send it again.</source>
            <translation>请提供方重新发送。</translation>
        </message>
        <message>
            <source>Ask its owner which is right, and choose it from the list.</source>
            <translation>请向提供单位核实哪个正确，再从列表中选择。</translation>
        </message>
        <message>
            <source>Ask its owner. If its degrees are CGCS2000 or GPS ones, confirm that; else choose its system.</source>
            <translation>请向提供单位核实。若其经纬度就是2000国家大地坐标系（或 GPS）的，请确认；否则请选择正确的坐标系。</translation>
        </message>
        <message>
            <source>At 1:{scale} it would take more than {most}.</source>
            <translation>按 1:{scale} 需要 {most} 幅以上。</translation>
        </message>
        <message>
            <source>Begin an amendment in “Versions and signatures…” (Ctrl+U, V), or withdraw the version.</source>
            <translation>请在“版本与签署…”（Ctrl+U, V）中开始修订，或撤回该版。</translation>
        </message>
        <message>
            <source>Begin an amendment in “Versions and signatures…” (Ctrl+U, V), then change it.</source>
            <translation>请先在“版本与签署…”（Ctrl+U, V）中开始修订，再改动。</translation>
        </message>
        <message>
            <source>Begin an amendment to change it.</source>
            <translation>要改动，请开始修订。</translation>
        </message>
        <message>
            <source>Begin an amendment: the next version.</source>
            <translation>请开始修订，即下一版。</translation>
        </message>
        <message>
            <source>Begin and end the line outside the area, or on its outline.</source>
            <translation>线的起点和终点应在联防区外，或在其边线上。</translation>
        </message>
        <message>
            <source>Blocks are made along the lines between counties.</source>
            <translation>联防单元沿县与县之间的界线生成。</translation>
        </message>
        <message>
            <source>Both sides changed {count} thing(s): {titles}.</source>
            <translation>双方都改动了 {count} 处：{titles}。</translation>
        </message>
        <message>
            <source>Cells of {cell_m} m are; three of them must fit into the distance.</source>
            <translation>格网为 {cell_m} m；这一距离至少要容下三格。</translation>
        </message>
        <message>
            <source>Change it now; sign it, and then begin the next.</source>
            <translation>请直接改动；签署以后再开始下一版。</translation>
        </message>
        <message>
            <source>Change it, or remove it, as it is.</source>
            <translation>可以直接改动或删除。</translation>
        </message>
        <message>
            <source>Check that it is the right file, and that it was copied to its end.</source>
            <translation>请确认文件没有拿错，并且已复制完整。</translation>
        </message>
        <message>
            <source>Check that its drive is connected and has room, then open it again. Nothing in it was changed.</source>
            <translation>请确认磁盘已连接且有剩余空间，然后重新打开。文件内容没有改动。</translation>
        </message>
        <message>
            <source>Check that the file exists and that you may read it.</source>
            <translation>请检查文件是否存在、是否有权读取。</translation>
        </message>
        <message>
            <source>Check the coordinate, or add the county it lies in.</source>
            <translation>请核对坐标，或加入它所在的县。</translation>
        </message>
        <message>
            <source>Check the coordinate, or allow a longer way to the river.</source>
            <translation>请核对坐标，或放宽到河流的距离。</translation>
        </message>
        <message>
            <source>Check the drive and its cable and do it again, or go on in a copy on another drive.</source>
            <translation>请检查磁盘和连线后再做一次，或另存到其他磁盘继续。</translation>
        </message>
        <message>
            <source>Check the drive and its cable and try again, or go on in a copy on another drive.</source>
            <translation>请检查磁盘和连线后重试，或另存到其他磁盘继续。</translation>
        </message>
        <message>
            <source>Check the drive and try again, or go on in a copy.</source>
            <translation>请检查磁盘后重试，或另存副本继续。</translation>
        </message>
        <message>
            <source>Check the figures, or give the unit in a line “# 单位：…”.</source>
            <translation>请核对数值，或加一行“# 单位：…”写明单位。</translation>
        </message>
        <message>
            <source>Choose a smaller scale, larger paper, or less ground.</source>
            <translation>请选小一些的比例尺、大一些的纸张，或小一些的范围。</translation>
        </message>
        <message>
            <source>Choose an area that has some.</source>
            <translation>请选择有空洞的联防区。</translation>
        </message>
        <message>
            <source>Choose another area, zone or border in the plate window.</source>
            <translation>请在图幅窗口里另选联防区、责任区或边界。</translation>
        </message>
        <message>
            <source>Choose another county, border or hazard, or all of them.</source>
            <translation>换一个县、界线或灾种，或者选全部。</translation>
        </message>
        <message>
            <source>Choose another folder, or ask who looks after this computer.</source>
            <translation>请换一个文件夹，或联系管理这台电脑的人。</translation>
        </message>
        <message>
            <source>Choose another folder, or close the file in the other program.</source>
            <translation>请换一个文件夹，或在其他程序中关闭该文件。</translation>
        </message>
        <message>
            <source>Choose another name or folder.</source>
            <translation>请换一个名称或文件夹。</translation>
        </message>
        <message>
            <source>Choose another version.</source>
            <translation>请另选一版。</translation>
        </message>
        <message>
            <source>Choose it from the list; it is never guessed.</source>
            <translation>请从列表中选择；程序从不猜测。</translation>
        </message>
        <message>
            <source>Choose larger paper in the printer's settings, another printer, or smaller paper in the plate window.</source>
            <translation>请在打印机设置里选大一号的纸，换一台打印机，或在图幅窗口里选小一号的纸。</translation>
        </message>
        <message>
            <source>Choose one that overlaps the area in part.</source>
            <translation>请选择与联防区部分重叠的对象。</translation>
        </message>
        <message>
            <source>Choose one village, or let fuel set other fuel alight from farther away (500 m).</source>
            <translation>请选择一个村庄，或改用较大的引燃距离（500 m）。</translation>
        </message>
        <message>
            <source>Choose something else to show.</source>
            <translation>请换一个要出图的内容。</translation>
        </message>
        <message>
            <source>Choose something else.</source>
            <translation>请另选。</translation>
        </message>
        <message>
            <source>Choose the parties, or an area that lies in two counties.</source>
            <translation>请选择当事方，或者选择跨两县的联防区。</translation>
        </message>
        <message>
            <source>Choose two that overlap in part, or copy one of them.</source>
            <translation>请选两个部分重叠的方案，或复制其中一个。</translation>
        </message>
        <message>
            <source>Choose {paper} paper in the printer's settings, or smaller paper in the plate window.</source>
            <translation>请在打印机设置里选 {paper} 纸，或在图幅窗口里选小一号的纸。</translation>
        </message>
        <message>
            <source>Click a point in the picture, then the same place on the map.</source>
            <translation>先在图片上点一个点，再在地图上点同一位置。</translation>
        </message>
        <message>
            <source>Close it elsewhere, or save a copy in another folder and go on there.</source>
            <translation>请在别处关闭它，或在另一文件夹保存副本后继续。</translation>
        </message>
        <message>
            <source>Close it in the other program and do it again.</source>
            <translation>请在那个程序里关闭它，再做一次。</translation>
        </message>
        <message>
            <source>Close other programs, or cut the file to your counties first.</source>
            <translation>请关闭其他程序，或先把文件裁剪到本县范围。</translation>
        </message>
        <message>
            <source>Compare again; nothing was changed.</source>
            <translation>请重新比对；什么都没有改动。</translation>
        </message>
        <message>
            <source>Compare each number in the picture with that on the map.</source>
            <translation>请逐一核对图片和地图上的编号。</translation>
        </message>
        <message>
            <source>Compare it with the paper sign by sign.</source>
            <translation>请与纸件逐字核对。</translation>
        </message>
        <message>
            <source>Compare it with the paper sign by sign: one or two are wrong, or changed places.</source>
            <translation>请与纸件逐字核对：有一两处输错，或前后颠倒。</translation>
        </message>
        <message>
            <source>Compare it with the paper sign by sign; it has no U, and I, L and O are read as 1 and 0.</source>
            <translation>请与纸件逐字核对；短码中没有 U，I、L 按 1，O 按 0。</translation>
        </message>
        <message>
            <source>Copy it again from where it came, or ask its sender to pack it again.</source>
            <translation>请从来处重新复制，或请发送人重新打包。</translation>
        </message>
        <message>
            <source>Copy it again from where it came, or open an earlier version from the start page.</source>
            <translation>请从来处重新复制，或在起始页打开早先版本。</translation>
        </message>
        <message>
            <source>Copy it again from where it came, with all its side files.</source>
            <translation>请从来源处重新复制，并带上全部附属文件。</translation>
        </message>
        <message>
            <source>Copy it to this computer's own disk, or ask its owner to export it again.</source>
            <translation>请把文件复制到本机磁盘再试，或请提供方重新导出。</translation>
        </message>
        <message>
            <source>Correct it in the table.</source>
            <translation>请在表中改正。</translation>
        </message>
        <message>
            <source>Correct it; leave the cell empty where the figure is not known.</source>
            <translation>请改正；数值不详的留空。</translation>
        </message>
        <message>
            <source>Correct its name in the template; the help lists the fields.</source>
            <translation>请在模板中改正字段名；文档中列有全部字段。</translation>
        </message>
        <message>
            <source>Cut it to your counties first.</source>
            <translation>请先裁剪到本县范围。</translation>
        </message>
        <message>
            <source>Decide each, or leave it for later; nothing was changed.</source>
            <translation>请逐处商定，或者留待以后；什么都没有改动。</translation>
        </message>
        <message>
            <source>Derive the zones first, or make blocks near county lines.</source>
            <translation>请先推导共同责任区，或改为在县界两侧生成。</translation>
        </message>
        <message>
            <source>Derive the zones first.</source>
            <translation>请先推导共同责任区。</translation>
        </message>
        <message>
            <source>Derive the zones or draw areas first, or choose another series.</source>
            <translation>请先推导责任区或画联防区，或换一种成套方式。</translation>
        </message>
        <message>
            <source>Draw it again, or use another value.</source>
            <translation>请重新绘制，或换一个数值。</translation>
        </message>
        <message>
            <source>Draw it inside, or subtract another area instead.</source>
            <translation>请画在联防区内，或改用“减去”。</translation>
        </message>
        <message>
            <source>Draw it over a county.</source>
            <translation>请把它画在某个县内。</translation>
        </message>
        <message>
            <source>Fewer than two can be told from the agreement or the areas.</source>
            <translation>从协议或联防区看不出两个当事方。</translation>
        </message>
        <message>
            <source>Figures of others are never shown without the study they come from.</source>
            <translation>他人的数据不注明研究出处，一律不显示。</translation>
        </message>
        <message>
            <source>Files that can be read: {supported}.</source>
            <translation>可读取的文件：{supported}。</translation>
        </message>
        <message>
            <source>Free some space and do it again, or go on in a copy on another drive.</source>
            <translation>请腾出空间后再做一次，或另存到其他磁盘继续。</translation>
        </message>
        <message>
            <source>Free some space and try again, or go on in a copy on another drive.</source>
            <translation>请腾出空间后重试，或另存到其他磁盘继续。</translation>
        </message>
        <message>
            <source>Free some space on the disk, or choose another folder.</source>
            <translation>请清理出一些磁盘空间，或换一个文件夹。</translation>
        </message>
        <message>
            <source>Free some space on the disk, or save a copy elsewhere.</source>
            <translation>请清理磁盘空间，或把副本保存到别处。</translation>
        </message>
        <message>
            <source>Give a warmer or drier day, or R0 itself.</source>
            <translation>请给出更热或更干的一天，或直接给出 R0。</translation>
        </message>
        <message>
            <source>Go on in a copy under another name, or try again to open what lies there.</source>
            <translation>请换个名字另存副本继续，或重试以打开现在的文件。</translation>
        </message>
        <message>
            <source>If it was a plan once, salvage it, or open an earlier version from the start page.</source>
            <translation>如果它原是一份规划，请抢救它，或从起始页打开早先版本。</translation>
        </message>
        <message>
            <source>It cannot be changed like this.</source>
            <translation>不能这样修改。</translation>
        </message>
        <message>
            <source>It cannot be opened as what its name says.</source>
            <translation>无法按文件名所示的格式打开。</translation>
        </message>
        <message>
            <source>It does not fit this one.</source>
            <translation>它与本规划对不上。</translation>
        </message>
        <message>
            <source>It has format {found}; this program knows format {known}. It was not changed.</source>
            <translation>它的格式是 {found}，本程序支持格式 {known}。文件没有改动。</translation>
        </message>
        <message>
            <source>It holds: {constructs}.</source>
            <translation>其中有：{constructs}。</translation>
        </message>
        <message>
            <source>It is not clear which classes {name} has</source>
            <translation>不清楚 {name} 采用哪种分类</translation>
        </message>
        <message>
            <source>It is still a draft or negotiated, and can be changed as it is.</source>
            <translation>它还是草案或已商定，可以直接改动。</translation>
        </message>
        <message>
            <source>It is too large to be a table that somebody typed.</source>
            <translation>文件太大，不像是手工录入的表格。</translation>
        </message>
        <message>
            <source>It may have been moved or renamed, or its drive is not connected.</source>
            <translation>可能已移动、改名，或所在磁盘未连接。</translation>
        </message>
        <message>
            <source>It must not touch the outline or another hole.</source>
            <translation>空洞不能碰到边线或另一个空洞。</translation>
        </message>
        <message>
            <source>It needs three corners, and sides that do not cross.</source>
            <translation>至少要有三个角点，且边线不能相交。</translation>
        </message>
        <message>
            <source>It stays as it was.</source>
            <translation>联防区保持原样。</translation>
        </message>
        <message>
            <source>It stays in one piece.</source>
            <translation>联防区仍是一整块。</translation>
        </message>
        <message>
            <source>It takes more than the {limit_mb} MB there are for it.</source>
            <translation>读取它需要的内存超过可用的 {limit_mb} MB。</translation>
        </message>
        <message>
            <source>It takes {length} bytes, and {limit} is the most in this folder. Nothing was written.</source>
            <translation>它占 {length} 字节，此文件夹最多 {limit} 字节。没有写入任何内容。</translation>
        </message>
        <message>
            <source>It was not written by this program, or before it printed hashes, or it is a scan without text.</source>
            <translation>它不是本程序生成的，或生成于印校验值之前，或是没有文字的扫描件。</translation>
        </message>
        <message>
            <source>It was put there while the plan was open; it is left alone.</source>
            <translation>它是在规划打开期间放进来的，不会动它。</translation>
        </message>
        <message>
            <source>It was removed, or derived anew under another key.</source>
            <translation>它已被删除，或重新推导后换了编号。</translation>
        </message>
        <message>
            <source>Its coordinates cannot be shown on this map.</source>
            <translation>它的坐标无法在这幅地图上表示。</translation>
        </message>
        <message>
            <source>Its last version is not signed.</source>
            <translation>它的最新一版没有签署。</translation>
        </message>
        <message>
            <source>Its name is too long for the files that lie beside an open plan.</source>
            <translation>文件名太长，打开规划时要用的附属文件放不下。</translation>
        </message>
        <message>
            <source>Its text is neither UTF-8 nor GB 18030.</source>
            <translation>文字编码既不是 UTF-8，也不是 GB 18030。</translation>
        </message>
        <message>
            <source>Its values fit {candidates}.</source>
            <translation>它的值符合：{candidates}。</translation>
        </message>
        <message>
            <source>Its version {number} stands in the way.</source>
            <translation>它的第 {number} 版不允许。</translation>
        </message>
        <message>
            <source>Line {line} does not say which item it is about.</source>
            <translation>第 {line} 行没有写是哪一项。</translation>
        </message>
        <message>
            <source>Line {line}: {said} is no number from 0 on.</source>
            <translation>第 {line} 行：{said} 不是不小于 0 的数。</translation>
        </message>
        <message>
            <source>Line {line}: {said} is there already.</source>
            <translation>第 {line} 行：{said} 已经有了。</translation>
        </message>
        <message>
            <source>Look for a point that was set wrongly.</source>
            <translation>请检查有没有设错的点。</translation>
        </message>
        <message>
            <source>Make room on the disk, then try again.</source>
            <translation>请腾出磁盘空间后再试。</translation>
        </message>
        <message>
            <source>Mend the mark in Word or WPS, or delete the file to use the program's own template.</source>
            <translation>请用 Word 或 WPS 改正标记，或者删除该文件，改用程序自带的模板。</translation>
        </message>
        <message>
            <source>Missing: {missing}.</source>
            <translation>缺少：{missing}。</translation>
        </message>
        <message>
            <source>Mistyped</source>
            <translation>输入有误</translation>
        </message>
        <message>
            <source>More points are needed</source>
            <translation>点数不够</translation>
        </message>
        <message>
            <source>Name the classification: {name}=CLASSIFICATION.</source>
            <translation>请写明分类体系：{name}=分类代码。</translation>
        </message>
        <message>
            <source>Name the columns 物资名称, 数量 and so on, or begin from the template (Inventory, Template…).</source>
            <translation>请把列名写成 物资名称、数量 等，或用模板填写（应急资源窗口，模板…）。</translation>
        </message>
        <message>
            <source>No county of the plan holds any of it.</source>
            <translation>规划中没有一个县包含它。</translation>
        </message>
        <message>
            <source>No earlier version could be kept</source>
            <translation>未能备份早先版本</translation>
        </message>
        <message>
            <source>No fire spreads in this weather</source>
            <translation>这样的天气火不蔓延</translation>
        </message>
        <message>
            <source>No hash has these signs: {letters}</source>
            <translation>校验值中没有这些字符：{letters}</translation>
        </message>
        <message>
            <source>No hash was typed.</source>
            <translation>没有输入校验值。</translation>
        </message>
        <message>
            <source>No inventory was found in {name}</source>
            <translation>{name} 里没有找到应急资源清单</translation>
        </message>
        <message>
            <source>No river is near enough</source>
            <translation>附近没有河流</translation>
        </message>
        <message>
            <source>No sheet has a row of heads that names things and how many, where or whose they are.</source>
            <translation>没有一张工作表有写明物资名称以及数量、存放单位或联系人的表头。</translation>
        </message>
        <message>
            <source>No two counties of this plan share a line</source>
            <translation>本规划没有两个县共有一段县界</translation>
        </message>
        <message>
            <source>No zone or border of the plan is what was chosen.</source>
            <translation>规划中没有符合所选条件的责任区或界线。</translation>
        </message>
        <message>
            <source>Not decided yet</source>
            <translation>还没有商定</translation>
        </message>
        <message>
            <source>Not saved: another program holds {name}</source>
            <translation>未存：{name} 被其他程序占用</translation>
        </message>
        <message>
            <source>Not saved: the disk is full</source>
            <translation>未存：磁盘已满</translation>
        </message>
        <message>
            <source>Not saved: the drive reports an error</source>
            <translation>未存：磁盘报错</translation>
        </message>
        <message>
            <source>Nothing is known about the land at {lon}, {lat}.</source>
            <translation>对 {lon}, {lat} 处的地表一无所知。</translation>
        </message>
        <message>
            <source>Nothing to check</source>
            <translation>没有可核对的内容</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>什么都没有改动。</translation>
        </message>
        <message>
            <source>Nothing was changed. Withdraw the version in “Versions and signatures…” (Ctrl+U, V).</source>
            <translation>没有作任何改动。可在“版本与签署…”（Ctrl+U, V）中撤回该版。</translation>
        </message>
        <message>
            <source>Nothing was read of it for {seconds} seconds.</source>
            <translation>{seconds} 秒内没有读出任何内容。</translation>
        </message>
        <message>
            <source>Nothing was read: what you chose was about the earlier content.</source>
            <translation>没有读入任何内容：您所选的是针对改动前的内容。</translation>
        </message>
        <message>
            <source>Nothing would be left of the area</source>
            <translation>这样联防区就没有剩余部分了</translation>
        </message>
        <message>
            <source>Nothing would change</source>
            <translation>不会有变化</translation>
        </message>
        <message>
            <source>One of the two lies inside the other</source>
            <translation>其中一个方案位于另一个之内</translation>
        </message>
        <message>
            <source>Open another plan, or a copy of this one.</source>
            <translation>请打开其他规划，或此规划的副本。</translation>
        </message>
        <message>
            <source>Open the layer that has shapes, or name the coordinate columns.</source>
            <translation>请打开含图形的图层，或指定坐标字段。</translation>
        </message>
        <message>
            <source>Part of the file is missing ({reason}).</source>
            <translation>文件缺少一部分（{reason}）。</translation>
        </message>
        <message>
            <source>Plug the drive in and try again, or go on in a copy.</source>
            <translation>请插好磁盘后重试，或另存副本继续。</translation>
        </message>
        <message>
            <source>Points that coincide cannot turn or scale a picture.</source>
            <translation>重合的点无法确定图片的方向和大小。</translation>
        </message>
        <message>
            <source>Put it back or plug the drive in and try again, or go on in a copy.</source>
            <translation>请把文件放回或插好磁盘后重试，或另存副本继续。</translation>
        </message>
        <message>
            <source>Put the names of the columns into the first row: item, grade, value, unit.</source>
            <translation>请在第一行写列名：项目、等级、数值、单位。</translation>
        </message>
        <message>
            <source>R0 is {rate} m/min: too cool or too damp.</source>
            <translation>R0 为 {rate} 米/分：气温太低或湿度太大。</translation>
        </message>
        <message>
            <source>Reading {name} broke down</source>
            <translation>读取 {name} 时出错中断</translation>
        </message>
        <message>
            <source>Reading {name} was stopped: it came no further</source>
            <translation>已停止读取 {name}：长时间没有进展</translation>
        </message>
        <message>
            <source>Reading {name} was stopped: it takes too much memory</source>
            <translation>已停止读取 {name}：占用内存过多</translation>
        </message>
        <message>
            <source>Rename the file and open it again.</source>
            <translation>请改正文件名后重新打开。</translation>
        </message>
        <message>
            <source>Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row.</source>
            <translation>请存为 UTF-8 的 .csv 或 .xlsx，第一行写列名。</translation>
        </message>
        <message>
            <source>Save the table in use with *Copy…*, correct that and read it again.</source>
            <translation>请用“另存表…”存出正在用的表，改正后再读入。</translation>
        </message>
        <message>
            <source>See whether it is switched on and has paper, or save a PDF and print that.</source>
            <translation>请看看打印机是否开着、有没有纸；也可以先存成 PDF 再打印。</translation>
        </message>
        <message>
            <source>See “Versions and signatures…” for how it stands.</source>
            <translation>情况见“版本与签署…”。</translation>
        </message>
        <message>
            <source>Select zones of one hazard between the same counties.</source>
            <translation>请选择同一致灾因子、同样几个县之间的责任区。</translation>
        </message>
        <message>
            <source>Set a point away from the line, or choose “moved, turned, scaled”.</source>
            <translation>请在线外再设一个点，或选择“平移、旋转、缩放”。</translation>
        </message>
        <message>
            <source>Set points far from each other, near the corners of the picture.</source>
            <translation>请把点设得远一些，靠近图片四角。</translation>
        </message>
        <message>
            <source>Shorten it by {characters} Chinese character(s) or {excess} other(s).</source>
            <translation>请缩短 {characters} 个汉字，或 {excess} 个字母数字。</translation>
        </message>
        <message>
            <source>Shorten the name of the file, or go on in a copy.</source>
            <translation>请把文件名改短，或另存副本继续。</translation>
        </message>
        <message>
            <source>Since {since} it is open for writing on the computer {host}, by {user}.</source>
            <translation>自 {since} 起，{user} 正在电脑 {host} 上编辑它。</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出现意外情况</translation>
        </message>
        <message>
            <source>Spread points over the whole picture, or choose “stretched too”.</source>
            <translation>请把点分散到整幅图片，或选择“可拉伸”。</translation>
        </message>
        <message>
            <source>Take it out of the template, or make the PDF from the DOCX with Word or WPS.</source>
            <translation>请从模板中去掉，或者用 Word、WPS 把 DOCX 转成 PDF。</translation>
        </message>
        <message>
            <source>Take one of the two lines out.</source>
            <translation>请去掉其中一行。</translation>
        </message>
        <message>
            <source>That would be {cells} cells; at most {most} fit into memory.</source>
            <translation>那将有 {cells} 个格子；内存最多容纳 {most} 个。</translation>
        </message>
        <message>
            <source>The analysis lacks a layer</source>
            <translation>分析缺少图层</translation>
        </message>
        <message>
            <source>The area cannot be given this shape</source>
            <translation>联防区不能改成这个形状</translation>
        </message>
        <message>
            <source>The area has no holes</source>
            <translation>联防区没有空洞</translation>
        </message>
        <message>
            <source>The cells are too coarse to look {distance_m} m around</source>
            <translation>格网太粗，不能按 {distance_m} m 查看</translation>
        </message>
        <message>
            <source>The change could not be saved</source>
            <translation>修改未能保存</translation>
        </message>
        <message>
            <source>The check digits at the end of “{value}” do not fit the others.</source>
            <translation>“{value}”末尾的校验位与前面不符。</translation>
        </message>
        <message>
            <source>The condition cannot be read</source>
            <translation>条件无法理解</translation>
        </message>
        <message>
            <source>The coordinate system of {name} cannot be used</source>
            <translation>{name} 的坐标系无法使用</translation>
        </message>
        <message>
            <source>The coordinate system of {name} is in doubt</source>
            <translation>{name} 的坐标系存疑</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>The disk is full: there is no room for what a change needs.</source>
            <translation>磁盘已满，没有空间保存修改。</translation>
        </message>
        <message>
            <source>The drive of {folder} does not answer.</source>
            <translation>{folder} 所在的磁盘没有响应。</translation>
        </message>
        <message>
            <source>The drive reports an error.</source>
            <translation>磁盘报错。</translation>
        </message>
        <message>
            <source>The file has 0 bytes.</source>
            <translation>文件为 0 字节。</translation>
        </message>
        <message>
            <source>The file is write-protected.</source>
            <translation>文件被写保护。</translation>
        </message>
        <message>
            <source>The file was deleted or renamed, or its drive was taken out of {folder}.</source>
            <translation>文件被删除或改名，或 {folder} 所在的磁盘已拔出。</translation>
        </message>
        <message>
            <source>The fire lies outside the plan's counties</source>
            <translation>火点在规划的各县之外</translation>
        </message>
        <message>
            <source>The folder {folder} is no longer there, or its drive was taken out.</source>
            <translation>文件夹 {folder} 已不存在，或磁盘已拔出。</translation>
        </message>
        <message>
            <source>The folder {folder} is write-protected.</source>
            <translation>文件夹 {folder} 被写保护。</translation>
        </message>
        <message>
            <source>The hole does not lie wholly inside the area</source>
            <translation>空洞没有完全落在联防区内</translation>
        </message>
        <message>
            <source>The land is too large for cells of {cell_m} m</source>
            <translation>范围太大，不能用 {cell_m} 米的格子</translation>
        </message>
        <message>
            <source>The land is too large to look only {distance_m} m around</source>
            <translation>范围太大，不能按 {distance_m} m 查看全部</translation>
        </message>
        <message>
            <source>The last change was not made; the plan is as it was before.</source>
            <translation>刚才的修改没有生效，规划仍是之前的样子。</translation>
        </message>
        <message>
            <source>The last change was not made; {name} is as it was before.</source>
            <translation>刚才的修改没有生效，{name} 仍是之前的样子。</translation>
        </message>
        <message>
            <source>The line does not cross the area from side to side</source>
            <translation>这条线没有贯穿联防区</translation>
        </message>
        <message>
            <source>The map plate cannot be made</source>
            <translation>无法出图</translation>
        </message>
        <message>
            <source>The name says {claimed}, the content is {found}.</source>
            <translation>文件名是 {claimed}，内容却是 {found}。</translation>
        </message>
        <message>
            <source>The name {name} is too long</source>
            <translation>文件名 {name} 太长</translation>
        </message>
        <message>
            <source>The other plan cannot be taken in</source>
            <translation>不能接收这份规划</translation>
        </message>
        <message>
            <source>The outline lies outside</source>
            <translation>范围在各县之外</translation>
        </message>
        <message>
            <source>The part of the program that reads files ended ({reason}). Nothing else is harmed.</source>
            <translation>负责读取文件的进程已终止（{reason}），其他内容不受影响。</translation>
        </message>
        <message>
            <source>The parts of {said} add up to {total} %.</source>
            <translation>{said} 各部分合计 {total} %。</translation>
        </message>
        <message>
            <source>The plan cannot be read</source>
            <translation>无法读取规划</translation>
        </message>
        <message>
            <source>The plan has format {found}; this program knows format {known}. It was not changed.</source>
            <translation>规划的格式为 {found}，本程序只认识格式 {known}。文件未改动。</translation>
        </message>
        <message>
            <source>The plan has no counties, joint-patrol areas or zones.</source>
            <translation>规划里还没有县、联防区或责任区。</translation>
        </message>
        <message>
            <source>The plan has no such area or agreement, or no version {number} of it.</source>
            <translation>规划中没有这个联防区或协议，或没有它的第 {number} 版。</translation>
        </message>
        <message>
            <source>The plan has no zones and borders.</source>
            <translation>规划中还没有责任区和界线。</translation>
        </message>
        <message>
            <source>The plan has nothing of the kind there.</source>
            <translation>规划在这里没有这类内容。</translation>
        </message>
        <message>
            <source>The plan was changed meanwhile</source>
            <translation>规划在此期间改动过</translation>
        </message>
        <message>
            <source>The plan {name} cannot be used</source>
            <translation>规划 {name} 无法使用</translation>
        </message>
        <message>
            <source>The plate needs {needed}, the paper is {there}. Nothing was printed; the scale is never changed.</source>
            <translation>图幅需要 {needed}，纸张只有 {there}。没有打印；比例尺从不改动。</translation>
        </message>
        <message>
            <source>The plate needs {needed}, this printer prints on {there} of the paper. Nothing was printed; the scale is never changed.</source>
            <translation>图幅需要 {needed}，这台打印机在纸上只能打印 {there}。没有打印；比例尺从不改动。</translation>
        </message>
        <message>
            <source>The points do not determine a bent picture</source>
            <translation>这些点不足以确定弯曲变形</translation>
        </message>
        <message>
            <source>The points do not place the picture</source>
            <translation>这些点无法配准图片</translation>
        </message>
        <message>
            <source>The points lie on a line</source>
            <translation>这些点在一条直线上</translation>
        </message>
        <message>
            <source>The points show the picture mirrored</source>
            <translation>按这些点图片成了镜像</translation>
        </message>
        <message>
            <source>The printer cannot print to the edge of the plate</source>
            <translation>打印机打不到图幅的边</translation>
        </message>
        <message>
            <source>The printer did not take the sheets</source>
            <translation>打印机没有接收</translation>
        </message>
        <message>
            <source>The raster has {width} × {height} cells; {limit} is the most.</source>
            <translation>栅格有 {width} × {height} 个像元，上限为 {limit}。</translation>
        </message>
        <message>
            <source>The record of {title} stays as it is</source>
            <translation>{title} 的记录保持原样</translation>
        </message>
        <message>
            <source>The series has no sheets</source>
            <translation>成套图幅里一幅也没有</translation>
        </message>
        <message>
            <source>The sheet does not fit on the printer's paper</source>
            <translation>打印机的纸张放不下这幅图</translation>
        </message>
        <message>
            <source>The table {name} cannot be used</source>
            <translation>表格 {name} 无法使用</translation>
        </message>
        <message>
            <source>The table {name} has a figure that cannot be used</source>
            <translation>表格 {name} 中有无法使用的数值</translation>
        </message>
        <message>
            <source>The table {name} has more than 100 %</source>
            <translation>表格 {name} 合计超过 100 %</translation>
        </message>
        <message>
            <source>The table {name} is no table of protective distances</source>
            <translation>{name} 不是防护距离表</translation>
        </message>
        <message>
            <source>The table {name} lacks a column</source>
            <translation>表格 {name} 缺少一列</translation>
        </message>
        <message>
            <source>The table {name} names no source</source>
            <translation>表格 {name} 没有注明出处</translation>
        </message>
        <message>
            <source>The table {name} says something twice</source>
            <translation>表格 {name} 有重复</translation>
        </message>
        <message>
            <source>The template {name} asks for an unknown field</source>
            <translation>模板 {name} 用了没有的字段</translation>
        </message>
        <message>
            <source>The template {name} cannot be used</source>
            <translation>模板 {name} 无法使用</translation>
        </message>
        <message>
            <source>The two shapes do not cut each other.</source>
            <translation>两个形状没有相互切割。</translation>
        </message>
        <message>
            <source>The zone was not changed</source>
            <translation>责任区没有修改</translation>
        </message>
        <message>
            <source>There are no figures in it: sources stand in the first column, receptors in the first row.</source>
            <translation>里面没有数值：第一列写源，第一行写受体。</translation>
        </message>
        <message>
            <source>There are no shared zones to divide</source>
            <translation>没有可以划分的共同责任区</translation>
        </message>
        <message>
            <source>There is no field “{field}”.</source>
            <translation>没有字段“{field}”。</translation>
        </message>
        <message>
            <source>There is no file {path}.</source>
            <translation>没有文件 {path}。</translation>
        </message>
        <message>
            <source>There is none called {column}.</source>
            <translation>没有名为 {column} 的列。</translation>
        </message>
        <message>
            <source>There is nothing in it.</source>
            <translation>里面没有内容。</translation>
        </message>
        <message>
            <source>There is nothing in the file; perhaps it was not copied to its end.</source>
            <translation>文件里没有内容，可能没有复制完整。</translation>
        </message>
        <message>
            <source>There is nothing to brief on</source>
            <translation>没有可写入会商材料的内容</translation>
        </message>
        <message>
            <source>There is nothing to brief on yet</source>
            <translation>还没有可写入会商材料的内容</translation>
        </message>
        <message>
            <source>There is nothing to print yet</source>
            <translation>还没有可出图的内容</translation>
        </message>
        <message>
            <source>There was no room for what this needs, perhaps only for its temporary files.</source>
            <translation>所需的空间不足，也可能只是放不下临时文件。</translation>
        </message>
        <message>
            <source>These zones cannot be one</source>
            <translation>这些责任区不能合并</translation>
        </message>
        <message>
            <source>They do not fit each other.</source>
            <translation>它们彼此不相符。</translation>
        </message>
        <message>
            <source>This cannot be done with {title}</source>
            <translation>{title} 现在不能这样做</translation>
        </message>
        <message>
            <source>This is no hash of a plan or a version</source>
            <translation>这不是规划或版本的校验值</translation>
        </message>
        <message>
            <source>This is not an area</source>
            <translation>这不是一个面</translation>
        </message>
        <message>
            <source>To use it as a layer, drop it on the window of an open plan.</source>
            <translation>若要作为图层使用，请拖到已打开规划的窗口上。</translation>
        </message>
        <message>
            <source>Too many of them lie on one curve.</source>
            <translation>太多的点在同一条曲线上。</translation>
        </message>
        <message>
            <source>Too many sheets</source>
            <translation>图幅太多</translation>
        </message>
        <message>
            <source>Too short or too long</source>
            <translation>长度不对</translation>
        </message>
        <message>
            <source>Try another value or another shape.</source>
            <translation>请换一个数值或形状。</translation>
        </message>
        <message>
            <source>Two of them seem to have changed places.</source>
            <translation>可能有两个点互换了。</translation>
        </message>
        <message>
            <source>Type the short form from the paper instead.</source>
            <translation>请改为输入纸件上的短码。</translation>
        </message>
        <message>
            <source>Type what stands on the paper behind “To check this paper”, e.g. V-7K3M-9QXA-2B4C-VR.</source>
            <translation>请输入纸件上“核对本纸件”之后的短码，如 V-7K3M-9QXA-2B4C-VR。</translation>
        </message>
        <message>
            <source>Unpack it yourself and open the folder.</source>
            <translation>请自行解压后打开文件夹。</translation>
        </message>
        <message>
            <source>Update the program to change it; a copy keeps the newer format.</source>
            <translation>要修改请先更新程序；副本仍是新格式。</translation>
        </message>
        <message>
            <source>Update the program, then open it again.</source>
            <translation>请升级程序后再打开。</translation>
        </message>
        <message>
            <source>Use a smaller value, or another shape.</source>
            <translation>请用较小的数值，或换一个形状。</translation>
        </message>
        <message>
            <source>Use cells of {least_m} m or more (on the command line: --cell), or a plan of fewer counties.</source>
            <translation>请用 {least_m} 米或更大的格子（命令行：--cell），或减少规划中的县。</translation>
        </message>
        <message>
            <source>Use cells of {most_m} m or less, or a longer distance.</source>
            <translation>请用不超过 {most_m} m 的格网，或改用较大的距离。</translation>
        </message>
        <message>
            <source>Version {number} does not allow this now.</source>
            <translation>第 {number} 版现在不允许这样做。</translation>
        </message>
        <message>
            <source>Version {number} is signed.</source>
            <translation>第 {number} 版已签署。</translation>
        </message>
        <message>
            <source>Version {number} is signed; its content and its signatures belong together.</source>
            <translation>第 {number} 版已签署，其内容与签署是一个整体。</translation>
        </message>
        <message>
            <source>Version {number} is signed; what was signed cannot be changed. Nothing was changed.</source>
            <translation>第 {number} 版已签署，签署的内容不能改动。没有作任何改动。</translation>
        </message>
        <message>
            <source>Version {number} is signed; what was signed cannot be removed. Nothing was changed.</source>
            <translation>第 {number} 版已签署，签署的内容不能删除。没有作任何改动。</translation>
        </message>
        <message>
            <source>Version {number} of {title} is signed, and that stays on record.</source>
            <translation>{title} 第 {number} 版已签署，记录予以保留。</translation>
        </message>
        <message>
            <source>Wait until it is closed there, or go on in a copy.</source>
            <translation>请等对方关闭，或另存副本继续。</translation>
        </message>
        <message>
            <source>What is shown was compared with an earlier state.</source>
            <translation>显示的是与之前状态的比对。</translation>
        </message>
        <message>
            <source>What the plate is about is no longer in the plan</source>
            <translation>图幅所指的内容已不在规划中</translation>
        </message>
        <message>
            <source>What was confirmed is on its drive. Check that it is connected, then open the plan again.</source>
            <translation>已确认的修改都在它的磁盘上。请确认磁盘已连接，然后重新打开规划。</translation>
        </message>
        <message>
            <source>What was withdrawn is neither negotiated nor signed again.</source>
            <translation>已撤回的版本不能再商定或签署。</translation>
        </message>
        <message>
            <source>What would come of it is one of the two as it is.</source>
            <translation>所得结果与其中一个方案相同。</translation>
        </message>
        <message>
            <source>Who is it?</source>
            <translation>是谁？</translation>
        </message>
        <message>
            <source>Withdraw it, or begin an amendment, in “Versions and signatures…” (Ctrl+U, V).</source>
            <translation>请在“版本与签署…”（Ctrl+U, V）中撤回或开始修订。</translation>
        </message>
        <message>
            <source>Within {limit_m} m of {lon}, {lat} the plan has no river line.</source>
            <translation>规划中，{lon}，{lat} 周围 {limit_m} m 内没有河流线。</translation>
        </message>
        <message>
            <source>Work on a copy, or on the copy you handed out last.</source>
            <translation>请使用副本，或最近一次送出的副本。</translation>
        </message>
        <message>
            <source>Write down who says so, and for whom.</source>
            <translation>请写明是谁、代表哪一方。</translation>
        </message>
        <message>
            <source>Write, for example, people &gt; 500 and name contains a word.</source>
            <translation>例如：人口 &gt; 500 且 名称 包含 某字。</translation>
        </message>
        <message>
            <source>Your plan is saved. The details are in the log: {log}</source>
            <translation>规划已保存。详情见日志：{log}</translation>
        </message>
        <message>
            <source>Your work is saved in the plan itself; only the version beside it is missing.</source>
            <translation>您的修改已保存在规划文件里，只是少了一份备份。</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>某人</translation>
        </message>
        <message>
            <source>{count} of {least} points are set.</source>
            <translation>需要 {least} 个点，已设 {count} 个。</translation>
        </message>
        <message>
            <source>{detail}</source>
            <translation>{detail}</translation>
        </message>
        <message>
            <source>{found}: {reason}.</source>
            <translation>{found}：{reason}。</translation>
        </message>
        <message>
            <source>{names} are of different hazards or lie between different counties.</source>
            <translation>{names} 的致灾因子不同，或者不在同样的几个县之间。</translation>
        </message>
        <message>
            <source>{name} cannot be opened</source>
            <translation>{name} 打不开</translation>
        </message>
        <message>
            <source>{name} cannot be reached</source>
            <translation>无法访问 {name}</translation>
        </message>
        <message>
            <source>{name} cannot be read</source>
            <translation>无法读取 {name}</translation>
        </message>
        <message>
            <source>{name} cannot be set as PDF</source>
            <translation>{name} 无法排成 PDF</translation>
        </message>
        <message>
            <source>{name} cannot be used</source>
            <translation>{name} 无法使用</translation>
        </message>
        <message>
            <source>{name} cannot be written</source>
            <translation>{name} 无法写入</translation>
        </message>
        <message>
            <source>{name} could not be written</source>
            <translation>{name} 未能写入</translation>
        </message>
        <message>
            <source>{name} does not say which coordinate system it uses</source>
            <translation>{name} 没有注明坐标系</translation>
        </message>
        <message>
            <source>{name} ends early</source>
            <translation>{name} 不完整</translation>
        </message>
        <message>
            <source>{name} exists already</source>
            <translation>{name} 已经存在</translation>
        </message>
        <message>
            <source>{name} has no usable shapes</source>
            <translation>{name} 没有可用的图形</translation>
        </message>
        <message>
            <source>{name} has the wrong file ending</source>
            <translation>{name} 的扩展名不对</translation>
        </message>
        <message>
            <source>{name} is damaged</source>
            <translation>{name} 已损坏</translation>
        </message>
        <message>
            <source>{name} is empty</source>
            <translation>{name} 是空文件</translation>
        </message>
        <message>
            <source>{name} is no longer in its place</source>
            <translation>{name} 已不在原处</translation>
        </message>
        <message>
            <source>{name} is not a Lianfang plan</source>
            <translation>{name} 不是联防规划</translation>
        </message>
        <message>
            <source>{name} is not a map file</source>
            <translation>{name} 不是地图文件</translation>
        </message>
        <message>
            <source>{name} is not a packed plan</source>
            <translation>{name} 不是联防包</translation>
        </message>
        <message>
            <source>{name} is not opened</source>
            <translation>{name} 未打开</translation>
        </message>
        <message>
            <source>{name} is not there</source>
            <translation>找不到 {name}</translation>
        </message>
        <message>
            <source>{name} is not unpacked</source>
            <translation>{name} 未能解包</translation>
        </message>
        <message>
            <source>{name} is of a type that is not read</source>
            <translation>{name} 的类型不支持读取</translation>
        </message>
        <message>
            <source>{name} is open for reading</source>
            <translation>{name} 以只读方式打开</translation>
        </message>
        <message>
            <source>{name} is too large</source>
            <translation>{name} 太大</translation>
        </message>
        <message>
            <source>{name} may not be read or written</source>
            <translation>{name} 无权读写</translation>
        </message>
        <message>
            <source>{name} was changed since it was looked at</source>
            <translation>{name} 在查看之后被改动</translation>
        </message>
        <message>
            <source>{name} was packed by a newer version</source>
            <translation>{name} 由更新的版本打包</translation>
        </message>
        <message>
            <source>{name} was written by a newer version</source>
            <translation>{name} 由更新的版本写成</translation>
        </message>
        <message>
            <source>{name}: {reason}. The plan is as it was before.</source>
            <translation>{name}：{reason}。规划保持原样。</translation>
        </message>
        <message>
            <source>{path} is protected.</source>
            <translation>{path} 受保护。</translation>
        </message>
        <message>
            <source>{path}: {reason}.</source>
            <translation>{path}：{reason}。</translation>
        </message>
        <message>
            <source>{printer} refused to start or stopped.</source>
            <translation>{printer} 拒绝开始或中途停止。</translation>
        </message>
        <message>
            <source>{reason}</source>
            <translation>{reason}</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}。</translation>
        </message>
        <message>
            <source>{reason}. Nothing of it was left on the disk.</source>
            <translation>{reason}。磁盘上没有留下任何内容。</translation>
        </message>
        <message>
            <source>{reason}. Nothing was left behind, and nothing that was there has changed.</source>
            <translation>{reason}。没有留下残余文件，原有文件也没有改动。</translation>
        </message>
        <message>
            <source>{reason}. The file was not changed.</source>
            <translation>{reason}。文件未改动。</translation>
        </message>
        <message>
            <source>{title} is not there</source>
            <translation>没有 {title}</translation>
        </message>
        <message>
            <source>{title} is signed and stays as it is</source>
            <translation>{title} 已签署，内容保持不变</translation>
        </message>
        <message>
            <source>{title} is signed and stays in the plan</source>
            <translation>{title} 已签署，不能从规划中删除</translation>
        </message>
        <message>
            <source>{title}: not at this point</source>
            <translation>{title}：现在不能这样做</translation>
        </message>
        <message>
            <source>{title}: nothing to withdraw</source>
            <translation>{title}：没有可撤回的版本</translation>
        </message>
        <message>
            <source>{title}: signed already</source>
            <translation>{title}：已经签署</translation>
        </message>
        <message>
            <source>{title}: version {number} is not finished</source>
            <translation>{title}：第 {number} 版还没有完成</translation>
        </message>
        <message>
            <source>{title}: version {number} was withdrawn</source>
            <translation>{title}：第 {number} 版已撤回</translation>
        </message>
        <message>
            <source>{value} shows no hash</source>
            <translation>{value} 中没有校验值</translation>
        </message>
        <message>
            <source>“{part}” is not understood.</source>
            <translation>“{part}”无法理解。</translation>
        </message>
        <message>
            <source>“{value}” cannot be read.</source>
            <translation>无法识别“{value}”。</translation>
        </message>
        <message>
            <source>“{value}” has {count} signs; the short form has 15, the long one 64, of which 12 will do.</source>
            <translation>“{value}”有 {count} 个字符；短码为 15 个，长码为 64 个，输入前 12 个即可。</translation>
        </message>
    </context>
    <context>
        <name>MinuteMaps</name>
        <message>
            <source>Keeping the map of a decision</source>
            <translation>正在存下议定时的地图</translation>
        </message>
    </context>
    <context>
        <name>Minutes</name>
        <message>
            <source>What is to be done; Enter writes it down</source>
            <translation>要办什么；回车记入</translation>
        </message>
        <message>
            <source>What was decided; Enter writes it down with the map</source>
            <translation>议定了什么；回车记入，并存下地图</translation>
        </message>
        <message>
            <source>What was said; Enter writes it down</source>
            <translation>说了什么；回车记入</translation>
        </message>
        <message>
            <source>Who objects, and why; Enter writes it down</source>
            <translation>不同意什么，理由；回车记入</translation>
        </message>
    </context>
    <context>
        <name>MinutesCard</name>
        <message>
            <source>2026-05-01</source>
            <translation>2026-05-01</translation>
        </message>
        <message>
            <source>About</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>By which day</source>
            <translation>期限</translation>
        </message>
        <message>
            <source>By whom</source>
            <translation>责任单位</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Close the meeting</source>
            <translation>散会</translation>
        </message>
        <message>
            <source>Correct it (Enter)</source>
            <translation>更正（回车）</translation>
        </message>
        <message>
            <source>It is done, or open again</source>
            <translation>已办，或改为在办</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>会议记录</translation>
        </message>
        <message>
            <source>Name or role, optional</source>
            <translation>姓名或职务，可不填</translation>
        </message>
        <message>
            <source>Other meeting…</source>
            <translation>其他会议…</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>记入</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>续会</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Says</source>
            <translation>发言</translation>
        </message>
        <message>
            <source>Take it away (Delete)</source>
            <translation>删去（Delete）</translation>
        </message>
        <message>
            <source>The meeting</source>
            <translation>会议</translation>
        </message>
        <message>
            <source>What it is about</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>What was written down</source>
            <translation>已记入的内容</translation>
        </message>
        <message>
            <source>Which county says it</source>
            <translation>哪个县发言</translation>
        </message>
        <message>
            <source>Who does it</source>
            <translation>由谁办理</translation>
        </message>
        <message>
            <source>Who says it</source>
            <translation>谁发言</translation>
        </message>
        <message>
            <source>Write it down with the time and, for a decision, the map (Enter)</source>
            <translation>记入并注明时间，议定事项另存地图（回车）</translation>
        </message>
        <message>
            <source>Write the minutes as DOCX and PDF</source>
            <translation>把会议记录写成 DOCX 和 PDF</translation>
        </message>
        <message>
            <source>Write what was said first.</source>
            <translation>请先填写内容。</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>{count} entries, {open} open</source>
            <translation>共 {count} 条，在办 {open} 条</translation>
        </message>
        <message>
            <source>{kind} (Ctrl+↑ and Ctrl+↓ while you write)</source>
            <translation>{kind}（填写时可用 Ctrl+↑、Ctrl+↓ 切换）</translation>
        </message>
        <message>
            <source>“{day}” is no day: write it as 2026-05-01.</source>
            <translation>“{day}”不是日期：请写成 2026-05-01。</translation>
        </message>
    </context>
    <context>
        <name>MinutesControl</name>
        <message>
            <source>Folder for the minutes</source>
            <translation>会议记录存放的文件夹</translation>
        </message>
        <message>
            <source>Joint meeting of {day}</source>
            <translation>{day} 联席会议</translation>
        </message>
        <message>
            <source>New meeting</source>
            <translation>新会议</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Writing the minutes</source>
            <translation>正在写会议记录</translation>
        </message>
        <message>
            <source>Written: {names}</source>
            <translation>已写入：{names}</translation>
        </message>
        <message>
            <source>{title}, since {time}</source>
            <translation>{title}，{time} 开会</translation>
        </message>
        <message>
            <source>{title}, {time}, closed</source>
            <translation>{title}，{time}，已散会</translation>
        </message>
    </context>
    <context>
        <name>NewPlanDialog</name>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Counties (you can add them later)</source>
            <translation>县（也可以以后添加）</translation>
        </message>
        <message>
            <source>Create the plan</source>
            <translation>创建规划</translation>
        </message>
        <message>
            <source>Documents, expiry and staleness are reckoned from this day</source>
            <translation>文档日期、协议期限和资料新旧均以此日为准</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>For example: Huairou–Fengning joint plan 2026</source>
            <translation>例如：怀柔–丰宁 2026 联防规划</translation>
        </message>
        <message>
            <source>Give the plan a title first</source>
            <translation>请先填写标题</translation>
        </message>
        <message>
            <source>New plan</source>
            <translation>新建规划</translation>
        </message>
        <message>
            <source>Nothing can be written to {folder}</source>
            <translation>无法写入 {folder}</translation>
        </message>
        <message>
            <source>Reference date</source>
            <translation>基准日</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>{counties} and others, joint plan {year}</source>
            <translation>{counties}等县 {year} 联防规划</translation>
        </message>
        <message>
            <source>{counties} joint plan {year}</source>
            <translation>{counties} {year} 联防规划</translation>
        </message>
        <message>
            <source>{name} exists already. Choose another title or folder.</source>
            <translation>{name} 已存在，请换标题或文件夹。</translation>
        </message>
    </context>
    <context>
        <name>NewYear</name>
        <message>
            <source>Carry on</source>
            <translation>结转</translation>
        </message>
        <message>
            <source>Everything of {before} is in {year} already: nothing would change.</source>
            <translation>{before} 年的内容已全部在 {year} 年中，不会有改动。</translation>
        </message>
        <message>
            <source>Into {year}: {dates} dates, {watches} lines of the roster, {terms} terms of the chair. Contacts stay as they are. All of it is listed under To confirm, open until somebody confirms it.</source>
            <translation>结转到 {year} 年：日期 {dates} 个、值班 {watches} 条、轮值 {terms} 期。联系人不变。全部列入“待确认”，由人确认后才算数。</translation>
        </message>
        <message>
            <source>New year</source>
            <translation>新的年度</translation>
        </message>
        <message>
            <source>New year from this plan</source>
            <translation>结转到新的一年</translation>
        </message>
        <message>
            <source>Reference date</source>
            <translation>基准日</translation>
        </message>
        <message>
            <source>Title of the plan</source>
            <translation>规划名称</translation>
        </message>
        <message>
            <source>What lies in the year before goes on a year later: meetings, drills, patrols and own entries as planned entries of the calendar, the duty roster, and the chair in its order. Nothing that is there is changed or lost, and one undo takes all of it back.</source>
            <translation>上一年的内容顺延一年：会议、演练、巡护和自己添加的条目成为日程中的计划，值班表顺延，轮值按次序接续。原有内容不改动、不丢失；撤销一步即可全部还原。</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Notice</source>
            <translation>提示</translation>
        </message>
    </context>
    <context>
        <name>NoticeDialog</name>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>通报单位</translation>
        </message>
        <message>
            <source>Notice of the fire</source>
            <translation>火情通报单</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Seen at</source>
            <translation>发现时间</translation>
        </message>
        <message>
            <source>Tell before it is there by</source>
            <translation>通报提前量</translation>
        </message>
        <message>
            <source>What is left empty stays a blank on paper. The fire is taken to start when it was seen.</source>
            <translation>留空的在纸上留待填写。以发现时间为起火时间。</translation>
        </message>
    </context>
    <context>
        <name>NoticedPage</name>
        <message>
            <source>What was noticed ({count})</source>
            <translation>发现的情况（{count}）</translation>
        </message>
    </context>
    <context>
        <name>OpenTask</name>
        <message>
            <source>Building the sample</source>
            <translation>正在生成示例</translation>
        </message>
    </context>
    <context>
        <name>Options</name>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>As usual</source>
            <translation>照常</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标显示</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Decimal degrees</source>
            <translation>十进制度</translation>
        </message>
        <message>
            <source>Degrees, minutes, seconds</source>
            <translation>度分秒</translation>
        </message>
        <message>
            <source>Do not keep</source>
            <translation>不备份</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>早先版本</translation>
        </message>
        <message>
            <source>Keep while I work</source>
            <translation>工作时自动备份</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Motion on the map</source>
            <translation>地图动画</translation>
        </message>
        <message>
            <source>None: the view jumps, the water stands still</source>
            <translation>无：视图直接切换，流向箭头静止</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>X north, Y east (metres)</source>
            <translation>X 北、Y 东（米）</translation>
        </message>
    </context>
    <context>
        <name>OriginControl</name>
        <message>
            <source>Click a village, or anywhere in a county.</source>
            <translation>点一个村庄，或县内任意处。</translation>
        </message>
        <message>
            <source>Minutes until it is there</source>
            <translation>烧到那里的分钟数</translation>
        </message>
        <message>
            <source>Running…</source>
            <translation>推演中…</translation>
        </message>
        <message>
            <source>Where a fire must have started</source>
            <translation>来火范围</translation>
        </message>
        <message>
            <source>{place} ({county})</source>
            <translation>{place}（{county}）</translation>
        </message>
        <message>
            <source>{target} is reached from nowhere within {minutes} min, or nothing burns beside it.</source>
            <translation>{minutes} 分钟内没有地方的火能烧到{target}，或其旁边没有可燃物。</translation>
        </message>
        <message>
            <source>{target} is reached within {minutes} min from {area}, {share} of it in other counties.</source>
            <translation>{minutes} 分钟内能烧到{target}的范围有 {area}，其中 {share} 在外县。</translation>
        </message>
    </context>
    <context>
        <name>OverviewMap</name>
        <message>
            <source>Overview map</source>
            <translation>鹰眼图</translation>
        </message>
        <message>
            <source>Where the map is; click or drag to go elsewhere</source>
            <translation>当前地图的位置；点击或拖动前往别处</translation>
        </message>
    </context>
    <context>
        <name>OwnFitDialog</name>
        <message>
            <source>Choose a zone</source>
            <translation>请选择分带</translation>
        </message>
        <message>
            <source>Choose the zone your surveyors’ fit leads to…</source>
            <translation>请选择参数转换到的分带…</translation>
        </message>
        <message>
            <source>Enter at least one parameter</source>
            <translation>请至少输入一个参数</translation>
        </message>
        <message>
            <source>Own fit to CGCS2000</source>
            <translation>转换到2000国家大地坐标系的自有参数</translation>
        </message>
        <message>
            <source>Rotation α (″)</source>
            <translation>旋转角 α（″）</translation>
        </message>
        <message>
            <source>Scale m (ppm)</source>
            <translation>尺度 m（ppm）</translation>
        </message>
        <message>
            <source>Use this fit</source>
            <translation>采用此参数</translation>
        </message>
        <message>
            <source>X₂ = ΔX + (1 + m)(X₁ cos α − Y₁ sin α),  Y₂ = ΔY + (1 + m)(X₁ sin α + Y₁ cos α); X north, Y east without zone number.</source>
            <translation>X₂ = ΔX + (1 + m)(X₁ cos α − Y₁ sin α)，Y₂ = ΔY + (1 + m)(X₁ sin α + Y₁ cos α)；X 向北，Y 向东，不含带号。</translation>
        </message>
        <message>
            <source>Zone of the result</source>
            <translation>转换后的分带</translation>
        </message>
        <message>
            <source>{found}: the program has no parameters from it to CGCS2000, since they are not public. Enter the four parameters that your surveyors fitted; they are recorded with the layer.</source>
            <translation>{found}：到2000国家大地坐标系的转换参数不公开，程序中没有。请输入测绘单位求得的四参数，参数将随图层记录。</translation>
        </message>
        <message>
            <source>ΔX, north (m)</source>
            <translation>ΔX，北（m）</translation>
        </message>
        <message>
            <source>ΔY, east (m)</source>
            <translation>ΔY，东（m）</translation>
        </message>
    </context>
    <context>
        <name>OwnerCopyBar</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancelled; nothing was written.</source>
            <translation>已取消，什么也没有写。</translation>
        </message>
        <message>
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Report alone (*.xlsx)</source>
            <translation>仅报告 (*.xlsx)</translation>
        </message>
        <message>
            <source>Save a copy for its owner</source>
            <translation>存一份寄回原单位</translation>
        </message>
        <message>
            <source>Save a copy for its owner…</source>
            <translation>存一份寄回原单位…</translation>
        </message>
        <message>
            <source>Shapefile (*.shp)</source>
            <translation>Shapefile (*.shp)</translation>
        </message>
        <message>
            <source>The file has changed since it was added: this is about its present state.</source>
            <translation>该文件在读入之后改动过：这里说的是它现在的样子。</translation>
        </message>
        <message>
            <source>The file was not found: the report lists what the plan keeps of it.</source>
            <translation>找不到原文件：报告只列出规划中保存的部分。</translation>
        </message>
        <message>
            <source>Writes the mended layer in the same format, coordinate system and encoding, and a report of every feature as a spreadsheet. The file itself stays as it is.</source>
            <translation>按原格式、原坐标系、原编码写出修复后的图层，并附逐要素的表格报告。原文件不变。</translation>
        </message>
        <message>
            <source>Writing the copy for the owner</source>
            <translation>正在写给原单位的副本</translation>
        </message>
        <message>
            <source>Written: {names}</source>
            <translation>已写出：{names}</translation>
        </message>
        <message>
            <source>{name}_mended</source>
            <translation>{name}_整理</translation>
        </message>
        <message>
            <source>{name}_report</source>
            <translation>{name}_报告</translation>
        </message>
    </context>
    <context>
        <name>PackControl</name>
        <message>
            <source>. </source>
            <translation>。</translation>
        </message>
        <message>
            <source>Not in it, because the file was not found or not readable: {titles}</source>
            <translation>文件没有找到或无法读取，未打进包里：{titles}</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Pack for a colleague</source>
            <translation>打包给同事</translation>
        </message>
        <message>
            <source>Packed as it is now, though it was changed since: {titles}</source>
            <translation>文件在添加后改动过，按现状打包：{titles}</translation>
        </message>
        <message>
            <source>Packed plans (*{suffix})</source>
            <translation>联防包 (*{suffix})</translation>
        </message>
        <message>
            <source>Packed: {name} ({size})</source>
            <translation>已打包：{name}（{size}）</translation>
        </message>
        <message>
            <source>Unpacked to {folder}</source>
            <translation>已解包到 {folder}</translation>
        </message>
    </context>
    <context>
        <name>PackTask</name>
        <message>
            <source>Looking into the package</source>
            <translation>正在查看联防包</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>正在打包</translation>
        </message>
        <message>
            <source>Unpacking</source>
            <translation>正在解包</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Another colour…</source>
            <translation>其他颜色…</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>The layer's own colours</source>
            <translation>恢复默认颜色</translation>
        </message>
    </context>
    <context>
        <name>PaperCheckDialog</name>
        <message>
            <source>A file…</source>
            <translation>文件…</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>核对</translation>
        </message>
        <message>
            <source>Check a document</source>
            <translation>核对文件</translation>
        </message>
        <message>
            <source>Check a paper</source>
            <translation>核对纸件</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>正在核对…</translation>
        </message>
        <message>
            <source>Documents (*.pdf *.docx *.txt)</source>
            <translation>文件 (*.pdf *.docx *.txt)</translation>
        </message>
        <message>
            <source>Hash from the paper</source>
            <translation>纸件上的校验值</translation>
        </message>
        <message>
            <source>Type the short form that stands on the paper behind “To check this paper”, or paste what a phone read from its QR code. Or drop the PDF or DOCX here.</source>
            <translation>输入纸件上“核对本纸件”之后的短码，或粘贴手机从二维码读出的文字；也可以把 PDF 或 DOCX 拖到这里。</translation>
        </message>
    </context>
    <context>
        <name>PaperReview</name>
        <message>
            <source>Answer</source>
            <translation>答复</translation>
        </message>
        <message>
            <source>Area whose limits are written</source>
            <translation>写四至的联防区</translation>
        </message>
        <message>
            <source>Before it leaves; answers are kept and printed</source>
            <translation>输出前检查；答复随规划保存并印出</translation>
        </message>
        <message>
            <source>Checks before export</source>
            <translation>输出前检查</translation>
        </message>
        <message>
            <source>Draft again</source>
            <translation>重新起草</translation>
        </message>
        <message>
            <source>Finding</source>
            <translation>检查结果</translation>
        </message>
        <message>
            <source>How to settle it</source>
            <translation>处理办法</translation>
        </message>
        <message>
            <source>Law</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>Limits in words</source>
            <translation>文字四至</translation>
        </message>
        <message>
            <source>Still blank on paper</source>
            <translation>文件中仍空白</translation>
        </message>
        <message>
            <source>To settle it: {way}</source>
            <translation>处理办法：{way}</translation>
        </message>
    </context>
    <context>
        <name>PapersDialog</name>
        <message>
            <source>A new one</source>
            <translation>新协议</translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation>协议</translation>
        </message>
        <message numerus="yes">
            <source>All %n of the register, each in the kind that suits it</source>
            <translation>
                <numerusform>登记的全部 %n 份，各按合适的种类</numerusform>
            </translation>
        </message>
        <message>
            <source>An agreement needs two parties</source>
            <translation>协议至少要有两方</translation>
        </message>
        <message>
            <source>Annexes</source>
            <translation>附件</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Briefing instead…</source>
            <translation>改写会商材料…</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Choose DOCX or PDF for the documents</source>
            <translation>请为文件选择 DOCX 或 PDF</translation>
        </message>
        <message>
            <source>Choose a folder you may write to</source>
            <translation>请选择可以写入的文件夹</translation>
        </message>
        <message>
            <source>Choose an agreement, annexes or files</source>
            <translation>请选择协议、附件或文件</translation>
        </message>
        <message>
            <source>Choose an area for the files</source>
            <translation>请为文件选择联防区</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>密级</translation>
        </message>
        <message>
            <source>Clauses</source>
            <translation>条款</translation>
        </message>
        <message>
            <source>Copy out</source>
            <translation>复制出来</translation>
        </message>
        <message>
            <source>Documents and files</source>
            <translation>协议、附件与文件</translation>
        </message>
        <message>
            <source>Draw or import a patrol area first</source>
            <translation>请先绘制或导入联防区</translation>
        </message>
        <message>
            <source>Each annex alone too</source>
            <translation>每个附件另存一份</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Files of areas</source>
            <translation>联防区文件</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Language of the documents</source>
            <translation>文件语言</translation>
        </message>
        <message>
            <source>Looking at the documents</source>
            <translation>正在查看文件</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>Map review number</source>
            <translation>审图号</translation>
        </message>
        <message>
            <source>No agreement: annexes and files only</source>
            <translation>不写协议，只要附件和文件</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>One page for each zone or border, as slides or PDF</source>
            <translation>责任区或县界一项一页，幻灯片或 PDF</translation>
        </message>
        <message>
            <source>Own templates</source>
            <translation>自有模板</translation>
        </message>
        <message>
            <source>Parties</source>
            <translation>当事方</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Purpose, classification</source>
            <translation>用途、密级</translation>
        </message>
        <message>
            <source>Review number, maker</source>
            <translation>审图号、编制单位</translation>
        </message>
        <message>
            <source>Telephone numbers</source>
            <translation>列出电话</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Title, number</source>
            <translation>标题、编号</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>left blank</source>
            <translation>留空白</translation>
        </message>
        <message>
            <source>that of the kind</source>
            <translation>按种类</translation>
        </message>
        <message>
            <source>those of the program</source>
            <translation>程序自带的模板</translation>
        </message>
    </context>
    <context>
        <name>Parameters</name>
        <message>
            <source>A depot this close to a known road drives to it</source>
            <translation>仓库距已知道路此距离内可行车</translation>
        </message>
        <message>
            <source>A distance</source>
            <translation>按距离</translation>
        </message>
        <message>
            <source>A road follows the line up to</source>
            <translation>道路沿界的最大距离</translation>
        </message>
        <message>
            <source>A road this close is reached straight</source>
            <translation>距道路此距离内可直达</translation>
        </message>
        <message>
            <source>As on level ground</source>
            <translation>按平地</translation>
        </message>
        <message>
            <source>Band and distance</source>
            <translation>影响带与距离</translation>
        </message>
        <message>
            <source>Beside the line up to</source>
            <translation>近界平行的最大距离</translation>
        </message>
        <message>
            <source>Clockwise from north, where it comes from. Our proposal: north-west</source>
            <translation>风的来向，自北顺时针。本程序建议：西北风</translation>
        </message>
        <message>
            <source>Corridor of a road with dangerous goods: a distance, not a plume</source>
            <translation>危险货物道路走廊：是距离，不是扩散</translation>
        </message>
        <message>
            <source>County roads 县道</source>
            <translation>县道</translation>
        </message>
        <message>
            <source>Distance a forest fire reaches</source>
            <translation>森林火灾的影响距离</translation>
        </message>
        <message>
            <source>Downhill</source>
            <translation>下坡</translation>
        </message>
        <message>
            <source>Ellipse</source>
            <translation>椭圆</translation>
        </message>
        <message>
            <source>Else by settlements and population units; nobody is counted twice</source>
            <translation>否则按居民点和人口单元计；不重复计算</translation>
        </message>
        <message>
            <source>Exposure is told for the lines moved this far to either side; our proposal</source>
            <translation>承灾对象按县界向两侧各移动这一距离给出上下限；为本软件建议值</translation>
        </message>
        <message>
            <source>Forest band on each side of the line</source>
            <translation>森林：界线每侧带宽</translation>
        </message>
        <message>
            <source>Forest tracks 林道</source>
            <translation>林道</translation>
        </message>
        <message>
            <source>Fuel breaks from this width on hold a fire</source>
            <translation>宽度达到此值的防火线可阻火</translation>
        </message>
        <message>
            <source>Fuel factors Ks</source>
            <translation>可燃物系数 Ks</translation>
        </message>
        <message>
            <source>Gaps and overlaps wider than this are reported</source>
            <translation>报告宽于此值的缝隙和重叠</translation>
        </message>
        <message>
            <source>Gaps narrower than this are bridged and reported</source>
            <translation>窄于此值的缝隙予以接合并报告</translation>
        </message>
        <message>
            <source>Gaps shorter than this are bridged</source>
            <translation>短于此值的间断予以接合</translation>
        </message>
        <message>
            <source>Hazards derived</source>
            <translation>参与分析的灾种</translation>
        </message>
        <message>
            <source>Highest temperature of the day</source>
            <translation>日最高气温</translation>
        </message>
        <message>
            <source>How long a fire runs</source>
            <translation>火灾持续时间</translation>
        </message>
        <message>
            <source>How soon help is there, by</source>
            <translation>救援到场按</translation>
        </message>
        <message>
            <source>Inverse of uphill</source>
            <translation>上坡的倒数</translation>
        </message>
        <message>
            <source>Ks from two public programs, not from the paper; 0 does not burn</source>
            <translation>Ks 取自两个公开程序，不见于原文；0 为不可燃</translation>
        </message>
        <message>
            <source>Ks from 王正非's published table; 0 does not burn</source>
            <translation>Ks 取自王正非公开的数值表；0 为不可燃</translation>
        </message>
        <message>
            <source>Later than this is not looked for</source>
            <translation>时限（更晚的不再计算）</translation>
        </message>
        <message>
            <source>Lead shares closer than this rotate yearly</source>
            <translation>牵头份额差小于此值时逐年轮值</translation>
        </message>
        <message>
            <source>Least forest</source>
            <translation>森林最小面积</translation>
        </message>
        <message>
            <source>Least length along the line</source>
            <translation>沿界最小长度</translation>
        </message>
        <message>
            <source>Least number of assets</source>
            <translation>最少承灾对象数</translation>
        </message>
        <message>
            <source>Least number of people</source>
            <translation>最少人数</translation>
        </message>
        <message>
            <source>Least river length</source>
            <translation>河流最小长度</translation>
        </message>
        <message>
            <source>Least share of the hazard</source>
            <translation>致灾因子最小占比</translation>
        </message>
        <message>
            <source>Least share of those exposed</source>
            <translation>承灾对象最小占比</translation>
        </message>
        <message>
            <source>Lines that do not quite fit</source>
            <translation>不完全吻合的界线</translation>
        </message>
        <message>
            <source>Lowest humidity of the day</source>
            <translation>日最小相对湿度</translation>
        </message>
        <message>
            <source>Model of spread</source>
            <translation>蔓延模型</translation>
        </message>
        <message>
            <source>Motorways 高速公路</source>
            <translation>高速公路</translation>
        </message>
        <message>
            <source>National roads 国道</source>
            <translation>国道</translation>
        </message>
        <message>
            <source>Notice and starts of fires</source>
            <translation>火情通报与起火点</translation>
        </message>
        <message>
            <source>One rate on every side</source>
            <translation>各方向同速</translation>
        </message>
        <message>
            <source>Our proposal. Half of it takes four times as long; barriers narrower than a cell count as one</source>
            <translation>本程序建议。减半则耗时约四倍；比栅格窄的阻火带按一格计</translation>
        </message>
        <message>
            <source>Our proposal: 50 to 70 %</source>
            <translation>本软件建议：50～70 %</translation>
        </message>
        <message>
            <source>Our proposal: a dry, windy day of spring</source>
            <translation>本程序建议：春季干燥大风天</translation>
        </message>
        <message>
            <source>Our proposal: above 0.5 origin leads (发生地为主、波及地为辅)</source>
            <translation>本程序建议：大于 0.5 即发生地为主、波及地为辅</translation>
        </message>
        <message>
            <source>Our proposal: every depot has some road; at the speed of a forest track. Further away they walk</source>
            <translation>本软件建议：仓库总有路可走，按林道车速计；更远的按步行</translation>
        </message>
        <message>
            <source>Our proposal; a part that is unknown has no weight</source>
            <translation>本程序建议；未知的分项不计权重</translation>
        </message>
        <message>
            <source>Our proposal; agree on it with your neighbour</source>
            <translation>本程序建议值，请与邻县商定</translation>
        </message>
        <message>
            <source>Our proposal; counts only where R0 comes from it</source>
            <translation>本程序建议；仅在由其推算 R0 时起作用</translation>
        </message>
        <message>
            <source>Our proposal; narrower ones are waded, one without a width has the usual one</source>
            <translation>本软件建议；更窄的可涉水，没有宽度的按缺省河宽</translation>
        </message>
        <message>
            <source>Our proposal; one without a width holds, for it was cut to be one</source>
            <translation>本程序建议；未注明宽度的防火线按可阻火计，因其专为此而开设</translation>
        </message>
        <message>
            <source>Our proposal; with spread only for forest in which no cell burns</source>
            <translation>本程序建议；按蔓延计时，仅用于没有可燃栅格的林地</translation>
        </message>
        <message>
            <source>People are counted by a population raster where it has cells</source>
            <translation>有人口栅格处以栅格计人口</translation>
        </message>
        <message>
            <source>Pieces closer than this join</source>
            <translation>近于此值的地块合并</translation>
        </message>
        <message>
            <source>Precision of the county lines, ±p</source>
            <translation>县界精度 ±p</translation>
        </message>
        <message>
            <source>Provincial roads 省道</source>
            <translation>省道</translation>
        </message>
        <message>
            <source>Published table</source>
            <translation>公开数值表</translation>
        </message>
        <message>
            <source>R0</source>
            <translation>初始蔓延速度 R0</translation>
        </message>
        <message>
            <source>R0 = a T + b W + c (100 − h) − d after 王正非, W the force of the wind; a, b, c and d are below</source>
            <translation>R0 = a·T＋b·W＋c·(100−h)−d（王正非），W 为风力等级；a、b、c、d 见下</translation>
        </message>
        <message>
            <source>R0 from temperature and humidity</source>
            <translation>由温湿度推算 R0</translation>
        </message>
        <message>
            <source>Rate on level ground in woodland without wind. Our proposal</source>
            <translation>平地、无风、林地中的速度。本程序建议</translation>
        </message>
        <message>
            <source>Reach of a forest fire by</source>
            <translation>森林火灾影响范围的确定方法</translation>
        </message>
        <message>
            <source>Reach of forest fires</source>
            <translation>森林火灾影响范围</translation>
        </message>
        <message>
            <source>Regulations on River Administration, article 19: 10 km outside each bank</source>
            <translation>《河道管理条例》第十九条：两岸外各 10 km</translation>
        </message>
        <message>
            <source>River band at a province line</source>
            <translation>河流：省界处每侧带宽</translation>
        </message>
        <message>
            <source>River band on each side of the line</source>
            <translation>河流：界线每侧带宽</translation>
        </message>
        <message>
            <source>River corridor: a distance, not flood extent</source>
            <translation>河流影响距离（按距离，非淹没范围）</translation>
        </message>
        <message>
            <source>Rivers from this width on hold a fire</source>
            <translation>宽度达到此值的河流可阻火</translation>
        </message>
        <message>
            <source>Rivers from this width on need a bridge</source>
            <translation>宽度达到此值的河流须过桥</translation>
        </message>
        <message>
            <source>Rivers on the line</source>
            <translation>界河与跨界断面</translation>
        </message>
        <message>
            <source>Road and foot</source>
            <translation>行车与步行</translation>
        </message>
        <message>
            <source>Road band on each side of the line</source>
            <translation>界线每侧的道路分析带</translation>
        </message>
        <message>
            <source>Roads at the line</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>Roads that do not say their class</source>
            <translation>未注明等级的道路</translation>
        </message>
        <message>
            <source>Roads, then on foot; straight lines stay where no roads are known or nobody is there in time. Or straight lines everywhere</source>
            <translation>先沿路行车，再步行；没有道路资料或时限内到不了的地方仍按直线。也可全部按直线</translation>
        </message>
        <message>
            <source>Side of a cell</source>
            <translation>栅格边长</translation>
        </message>
        <message>
            <source>Side of a cell that is walked over</source>
            <translation>步行栅格边长</translation>
        </message>
        <message>
            <source>Slope changes the rate</source>
            <translation>坡度影响速度</translation>
        </message>
        <message>
            <source>Speed left with gear</source>
            <translation>负重时保留的速度</translation>
        </message>
        <message>
            <source>Speed of response vehicles; our proposal. At 0 the class cannot be driven</source>
            <translation>救援车辆车速，本软件建议；填 0 表示该级道路不能行车</translation>
        </message>
        <message>
            <source>Speed off the path</source>
            <translation>无路时的速度</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>按蔓延</translation>
        </message>
        <message>
            <source>Spread: travel time over fuel, slope and barriers. A distance: the same on every side, whatever burns</source>
            <translation>按蔓延：依可燃物、坡度与阻火带计算到达时间；按距离：各方向相同，不论可燃与否</translation>
        </message>
        <message>
            <source>Steeper is not walked</source>
            <translation>更陡则不能步行</translation>
        </message>
        <message>
            <source>Straight lines</source>
            <translation>直线</translation>
        </message>
        <message>
            <source>The national plan counts foreign fires within 5 km of the frontier; counties choose</source>
            <translation>国家预案关注边境线外 5 km 内的火情；由各县选定</translation>
        </message>
        <message>
            <source>Thresholds</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>Tobler 1993: 6 exp(−3.5 |S + 0.05|) km/h on a path, 0.6 of it off the path</source>
            <translation>Tobler 1993：有路时 6 exp(−3.5 |S + 0.05|) km/h，无路时为其 0.6</translation>
        </message>
        <message>
            <source>Tolerance of the bank rule</source>
            <translation>判定左右岸的容差</translation>
        </message>
        <message>
            <source>Township and village roads 乡村道路</source>
            <translation>乡村道路</translation>
        </message>
        <message>
            <source>Turn-out of a depot</source>
            <translation>仓库集结时间</translation>
        </message>
        <message>
            <source>Turn-out of a team</source>
            <translation>队伍集结时间</translation>
        </message>
        <message>
            <source>Vertices closer than this are one</source>
            <translation>近于此值的顶点视为同一点</translation>
        </message>
        <message>
            <source>Weather of the fire</source>
            <translation>火灾天气</translation>
        </message>
        <message>
            <source>Weights of the score</source>
            <translation>评分权重</translation>
        </message>
        <message>
            <source>What is exposed</source>
            <translation>承灾对象</translation>
        </message>
        <message>
            <source>Where its layer does not say. Our proposal</source>
            <translation>图层未注明时采用，本软件建议</translation>
        </message>
        <message>
            <source>Who gets there first</source>
            <translation>谁先到</translation>
        </message>
        <message>
            <source>Width of a river without one</source>
            <translation>缺宽度河流的河宽</translation>
        </message>
        <message>
            <source>Wind at 10 m</source>
            <translation>10 m 高处风速</translation>
        </message>
        <message>
            <source>Wind from</source>
            <translation>风的来向</translation>
        </message>
        <message>
            <source>Zones and lead</source>
            <translation>责任区与牵头</translation>
        </message>
        <message>
            <source>Zones longer than this are cut</source>
            <translation>长于此值的责任区予以切分</translation>
        </message>
        <message>
            <source>a of R0, for each °C</source>
            <translation>R0 系数 a（每 °C）</translation>
        </message>
        <message>
            <source>b of R0, for each force of wind</source>
            <translation>R0 系数 b（每级风力）</translation>
        </message>
        <message>
            <source>c of R0, for each percent of dryness</source>
            <translation>R0 系数 c（每 1 % 干燥度）</translation>
        </message>
        <message>
            <source>d of R0, taken off</source>
            <translation>R0 常数 d（减去）</translation>
        </message>
        <message>
            <source>exp(3.533 · (tan φ)^1.2) uphill, at most 10 (ST-X-3, reached at 35°)</source>
            <translation>上坡 exp(3.533 · (tan φ)^1.2)，最大为 10（ST-X-3，35° 时达到）</translation>
        </message>
        <message>
            <source>from memory</source>
            <translation>待核对</translation>
        </message>
        <message>
            <source>proposal</source>
            <translation>建议值</translation>
        </message>
        <message>
            <source>published</source>
            <translation>已发表</translation>
        </message>
        <message>
            <source>α, the weight of where it starts in the lead share</source>
            <translation>α：发生地在牵头份额中的权重</translation>
        </message>
        <message>
            <source>毛贤敏: the inverse of uphill. The published table differs from it: 0.83 against 0.64 at 10°</source>
            <translation>毛贤敏：取上坡的倒数。公开数值表与之不同：10° 时 0.83，而非 0.64</translation>
        </message>
        <message>
            <source>王正非 1983 and 毛贤敏 1993; the ellipse after Anderson 1983</source>
            <translation>王正非 1983、毛贤敏 1993；椭圆据 Anderson 1983</translation>
        </message>
        <message>
            <source>王正非 1983 for 大兴安岭; counts only where R0 comes from the day. Fit it to your region</source>
            <translation>王正非 1983，大兴安岭；仅在 R0 由当日气象推算时起作用，请按本地区率定</translation>
        </message>
        <message>
            <source>王正非–毛贤敏</source>
            <translation>王正非–毛贤敏</translation>
        </message>
    </context>
    <context>
        <name>ParametersDialog</name>
        <message>
            <source>All weights are 0: give one of them a weight.</source>
            <translation>权重全为 0：请至少给一项设置权重。</translation>
        </message>
        <message>
            <source>Apply and derive again</source>
            <translation>应用并重新推导</translation>
        </message>
        <message>
            <source>Default of “{name}”: {value}</source>
            <translation>恢复“{name}”的默认值：{value}</translation>
        </message>
        <message>
            <source>Groups of parameters</source>
            <translation>参数分组</translation>
        </message>
        <message>
            <source>Parameters of the analysis</source>
            <translation>分析参数</translation>
        </message>
        <message>
            <source>They are stored and printed with every result. Hover a name to see where its default comes from.</source>
            <translation>参数随成果保存并打印。指向名称可看默认值的出处。</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>on</source>
            <translation>开</translation>
        </message>
    </context>
    <context>
        <name>PatrolCard</name>
        <message numerus="yes">
            <source>%n whole round(s)</source>
            <translation>
                <numerusform>完整巡护 %n 次</numerusform>
            </translation>
        </message>
        <message>
            <source>133–333 hm² in Hubei; the committee agrees on it</source>
            <translation>湖北为 133–333 hm²；由联防委员会商定</translation>
        </message>
        <message>
            <source>200–500 m is usual</source>
            <translation>通常取 200–500 m</translation>
        </message>
        <message>
            <source>A page for each route to carry: map, hand-over points, contacts, code</source>
            <translation>每条路线一页，随身携带：地图、交接点、联系人、二维码</translation>
        </message>
        <message>
            <source>A team stands by at the line.</source>
            <translation>队伍靠前驻防。</translation>
        </message>
        <message>
            <source>Along roads, ridges and lines in the areas: where most woods are passed that no route passes</source>
            <translation>沿联防区内的道路、山脊和界线：哪里能多察看最多尚无路线经过的森林</translation>
        </message>
        <message>
            <source>Back on foot: {minutes} min</source>
            <translation>步行返程 {minutes} 分钟</translation>
        </message>
        <message>
            <source>Both sides report every {hours} h.</source>
            <translation>双方每 {hours} 小时互通一次情况。</translation>
        </message>
        <message>
            <source>Cards…</source>
            <translation>巡护卡…</translation>
        </message>
        <message>
            <source>Checkpoints are staffed day and night.</source>
            <translation>卡点昼夜值守。</translation>
        </message>
        <message>
            <source>Danger level</source>
            <translation>火险等级</translation>
        </message>
        <message>
            <source>Entrances by road</source>
            <translation>进山口</translation>
        </message>
        <message>
            <source>Frequencies and loads are proposals; the committee agrees on them.</source>
            <translation>频次和管护面积为建议值，由联防委员会商定。</translation>
        </message>
        <message>
            <source>GPX files that patrols brought back: what was walked, what was missed</source>
            <translation>巡护带回的 GPX 轨迹：走到哪里、漏了哪里</translation>
        </message>
        <message>
            <source>Gaps of firebreaks</source>
            <translation>隔离带缺口</translation>
        </message>
        <message>
            <source>Hand-over: {places}</source>
            <translation>交接点：{places}</translation>
        </message>
        <message>
            <source>How often, by how many, and whether checkpoints are staffed follows from it</source>
            <translation>频次、人数和是否设卡由此而定</translation>
        </message>
        <message>
            <source>Keep as a route</source>
            <translation>存为路线</translation>
        </message>
        <message>
            <source>Length of a round at most</source>
            <translation>单次巡护最长</translation>
        </message>
        <message>
            <source>New route</source>
            <translation>新路线</translation>
        </message>
        <message>
            <source>No patrol route is recorded yet. Draw one along a road, a ridge or the line.</source>
            <translation>还没有巡护路线。请沿道路、山脊或界线绘制一条。</translation>
        </message>
        <message>
            <source>No road of the plan enters an area.</source>
            <translation>规划中没有道路进入联防区。</translation>
        </message>
        <message>
            <source>No roads are known.</source>
            <translation>没有道路资料。</translation>
        </message>
        <message>
            <source>Of {woods} km of lines through woods {protected} km have a firebreak within 200 m.</source>
            <translation>穿过森林的界线 {woods} km，其中 {protected} km 在 200 m 内有隔离带。</translation>
        </message>
        <message>
            <source>Patrols</source>
            <translation>巡护</translation>
        </message>
        <message>
            <source>Record the route chosen in the list; undo takes it away again</source>
            <translation>把列表中选中的路线登记下来；可以撤销</translation>
        </message>
        <message>
            <source>Rounds a week</source>
            <translation>每周次数</translation>
        </message>
        <message>
            <source>Rounds a week at this level</source>
            <translation>该等级每周次数</translation>
        </message>
        <message>
            <source>Routes</source>
            <translation>路线</translation>
        </message>
        <message>
            <source>Save everything as a workbook, with a roster of four weeks</source>
            <translation>全部存为工作簿，含四周排班</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Suggest routes</source>
            <translation>建议路线</translation>
        </message>
        <message>
            <source>Suggested routes</source>
            <translation>建议路线</translation>
        </message>
        <message>
            <source>The routes for the devices of patrols</source>
            <translation>供巡护设备使用的路线</translation>
        </message>
        <message>
            <source>There is no terrain: minutes are those of level ground.</source>
            <translation>没有地形资料，步行时间按平地计算。</translation>
        </message>
        <message>
            <source>Tracks…</source>
            <translation>对照轨迹…</translation>
        </message>
        <message>
            <source>Watched to either side</source>
            <translation>两侧可察</translation>
        </message>
        <message>
            <source>Watched to either side of a route</source>
            <translation>路线两侧可察距离</translation>
        </message>
        <message>
            <source>What each side needs</source>
            <translation>各县所需力量</translation>
        </message>
        <message>
            <source>What is listed</source>
            <translation>列表内容</translation>
        </message>
        <message>
            <source>Woods along them</source>
            <translation>沿线森林</translation>
        </message>
        <message>
            <source>Woods one ranger looks after</source>
            <translation>每名护林员管护面积</translation>
        </message>
        <message>
            <source>blue</source>
            <translation>蓝色</translation>
        </message>
        <message>
            <source>crossing</source>
            <translation>越界处</translation>
        </message>
        <message>
            <source>no warning</source>
            <translation>非防火期</translation>
        </message>
        <message>
            <source>orange</source>
            <translation>橙色</translation>
        </message>
        <message>
            <source>per ranger</source>
            <translation>每名护林员</translation>
        </message>
        <message>
            <source>red</source>
            <translation>红色</translation>
        </message>
        <message>
            <source>the patrol areas</source>
            <translation>联防区内</translation>
        </message>
        <message>
            <source>the zones of forest fire</source>
            <translation>森林火灾共同责任区内</translation>
        </message>
        <message>
            <source>without a name</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>yellow</source>
            <translation>黄色</translation>
        </message>
        <message>
            <source>{climb} m up, {fall} m down</source>
            <translation>爬升 {climb} m，下降 {fall} m</translation>
        </message>
        <message>
            <source>{count} routes, {km} km; they pass {share} of {whole} hm² of woods in {where}.</source>
            <translation>{count} 条路线，{km} km；{where} {whole} hm² 森林沿线可察 {share}。</translation>
        </message>
        <message>
            <source>{name} at {km} km</source>
            <translation>{name}（{km} km 处）</translation>
        </message>
    </context>
    <context>
        <name>PatrolPanel</name>
        <message>
            <source>#</source>
            <translation>序</translation>
        </message>
        <message>
            <source>Areas that several counties patrol together are listed here, with their hectares and shares.</source>
            <translation>几个县共同巡护的区域列在这里，附公顷数和各县占比。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Edit vertices</source>
            <translation>编辑顶点</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Geodesic area on CGCS2000</source>
            <translation>2000 国家大地坐标系椭球面积</translation>
        </message>
        <message>
            <source>Measuring…</source>
            <translation>正在量算…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name of the patrol area</source>
            <translation>联防区名称</translation>
        </message>
        <message>
            <source>Patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Select a patrol area first</source>
            <translation>请先选择一个联防区</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Show where it is</source>
            <translation>显示位置</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>此规划以只读方式打开</translation>
        </message>
        <message>
            <source>Townships</source>
            <translation>涉及乡镇</translation>
        </message>
        <message>
            <source>hm²</source>
            <translation>hm²</translation>
        </message>
        <message>
            <source>mu</source>
            <translation>亩</translation>
        </message>
        <message>
            <source>outside {area}</source>
            <translation>界外 {area}</translation>
        </message>
    </context>
    <context>
        <name>PatrolRouteControl</name>
        <message>
            <source>Papers (*.pdf *.docx)</source>
            <translation>文档 (*.pdf *.docx)</translation>
        </message>
        <message>
            <source>Patrol cards</source>
            <translation>巡护卡</translation>
        </message>
        <message>
            <source>Recorded: {name}.</source>
            <translation>已登记：{name}。</translation>
        </message>
        <message>
            <source>Routes for devices</source>
            <translation>导出巡护路线</translation>
        </message>
        <message>
            <source>Suggested route {number}</source>
            <translation>建议路线 {number}</translation>
        </message>
        <message>
            <source>Tracks (*.gpx)</source>
            <translation>轨迹 (*.gpx)</translation>
        </message>
        <message>
            <source>Tracks that patrols brought back</source>
            <translation>巡护带回的轨迹</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Working patrols out…</source>
            <translation>正在计算巡护…</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>{plan} patrol cards</source>
            <translation>{plan} 巡护卡</translation>
        </message>
        <message>
            <source>{plan} patrols</source>
            <translation>{plan} 巡护计划</translation>
        </message>
    </context>
    <context>
        <name>PatrolTask</name>
        <message>
            <source>Working patrols out</source>
            <translation>计算巡护</translation>
        </message>
    </context>
    <context>
        <name>Patrols</name>
        <message>
            <source>Border</source>
            <translation>交界</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>两县都巡</translation>
        </message>
        <message>
            <source>Checkpoint</source>
            <translation>现有卡点</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>车行</translation>
        </message>
        <message>
            <source>Foot</source>
            <translation>步行</translation>
        </message>
        <message>
            <source>Gap</source>
            <translation>缺口</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>小时</translation>
        </message>
        <message>
            <source>How much comes in, relative</source>
            <translation>进入强度，相对值</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Metres through woods without one</source>
            <translation>穿过森林而无隔离带，米</translation>
        </message>
        <message>
            <source>Minutes by vehicle; — not all on roads</source>
            <translation>车行分钟；— 表示不能全程车行</translation>
        </message>
        <message>
            <source>Minutes on foot, there</source>
            <translation>步行去程分钟</translation>
        </message>
        <message>
            <source>More</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Needed</source>
            <translation>需人</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>序号</translation>
        </message>
        <message>
            <source>Of all its parties in a week</source>
            <translation>各组每周合计</translation>
        </message>
        <message>
            <source>Of all its routes in a week</source>
            <translation>各路线每周合计</translation>
        </message>
        <message>
            <source>Of the route, by the tracks that were brought back</source>
            <translation>按带回的轨迹，走到的路线比例</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>可察</translation>
        </message>
        <message>
            <source>People at checkpoints, day and night</source>
            <translation>卡点昼夜值守人员</translation>
        </message>
        <message>
            <source>Posts</source>
            <translation>卡点</translation>
        </message>
        <message>
            <source>Rangers, and people at checkpoints</source>
            <translation>护林员加卡点人员</translation>
        </message>
        <message>
            <source>Roads</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>次数</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>路线</translation>
        </message>
        <message>
            <source>Share that routes pass</source>
            <translation>沿线可察的比例</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>承担队伍</translation>
        </message>
        <message>
            <source>Walked</source>
            <translation>走到</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>Woods</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Woods in the areas, hm²</source>
            <translation>区内森林，hm²</translation>
        </message>
        <message>
            <source>hm² that no route passes yet</source>
            <translation>尚无路线可察的 hm²</translation>
        </message>
        <message>
            <source>hm² that routes of both sides pass</source>
            <translation>两县路线都能察看的 hm²</translation>
        </message>
        <message>
            <source>km</source>
            <translation>km</translation>
        </message>
    </context>
    <context>
        <name>PdfPageDialog</name>
        <message>
            <source> of {count}</source>
            <translation> / {count}</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>更改…</translation>
        </message>
        <message>
            <source>Keep the page as</source>
            <translation>该页另存为</translation>
        </message>
        <message>
            <source>Kept as</source>
            <translation>保存为</translation>
        </message>
        <message>
            <source>Kept as {path}</source>
            <translation>保存为 {path}</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>页</translation>
        </message>
        <message>
            <source>Place a page of a PDF</source>
            <translation>配准 PDF 的一页</translation>
        </message>
        <message>
            <source>Place this page</source>
            <translation>配准这一页</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>分辨率</translation>
        </message>
        <message>
            <source>TIFF pictures (*.tif)</source>
            <translation>TIFF 图片 (*.tif)</translation>
        </message>
        <message>
            <source>The page</source>
            <translation>所选的页</translation>
        </message>
        <message>
            <source>The page becomes a picture of its own, which the plan then needs; the PDF stays as it is.</source>
            <translation>这一页会另存为一张图片，规划从此引用它；PDF 原样不动。</translation>
        </message>
        <message>
            <source>{dpi} dpi: {width} × {height}</source>
            <translation>{dpi} dpi：{width} × {height}</translation>
        </message>
        <message>
            <source>{size}, as it was scanned</source>
            <translation>{size}，扫描时的分辨率</translation>
        </message>
    </context>
    <context>
        <name>PdfScanControl</name>
        <message>
            <source>Drawing page {number} of {name}</source>
            <translation>绘制 {name} 第 {number} 页</translation>
        </message>
        <message>
            <source>Reading {name}</source>
            <translation>读取 {name}</translation>
        </message>
    </context>
    <context>
        <name>PenBar</name>
        <message>
            <source>Area A</source>
            <translation>联防区 A</translation>
        </message>
        <message>
            <source>Black pen</source>
            <translation>黑笔</translation>
        </message>
        <message>
            <source>Blue pen</source>
            <translation>蓝笔</translation>
        </message>
        <message>
            <source>Comment K</source>
            <translation>意见 K</translation>
        </message>
        <message>
            <source>Keep the newest line as a comment at its place</source>
            <translation>把最新的标记留作该处的意见</translation>
        </message>
        <message>
            <source>Keep what the newest line goes around as a joint-patrol area</source>
            <translation>把最新的标记围住的范围留作联防区</translation>
        </message>
        <message>
            <source>Orange pen</source>
            <translation>橙笔</translation>
        </message>
        <message>
            <source>Pens</source>
            <translation>笔</translation>
        </message>
        <message>
            <source>Undo U</source>
            <translation>撤销 U</translation>
        </message>
        <message>
            <source>Wipe X</source>
            <translation>擦净 X</translation>
        </message>
        <message>
            <source>Yellow pen</source>
            <translation>黄笔</translation>
        </message>
    </context>
    <context>
        <name>PlaceChoice</name>
        <message>
            <source>A picture cannot tell its datum: by another one it would lie 50 to 150 m off. Ask.</source>
            <translation>小图看不出基准：若基准不同，位置会偏差 50 至 150 m。请向提供单位核实。</translation>
        </message>
        <message>
            <source>Albers {degrees}°, {origin}° N</source>
            <translation>等积圆锥 {degrees}°，起始纬度 {origin}°</translation>
        </message>
        <message>
            <source>Amap, Tencent (GCJ-02)</source>
            <translation>高德、腾讯（GCJ-02）</translation>
        </message>
        <message>
            <source>As stated</source>
            <translation>按文件注明</translation>
        </message>
        <message>
            <source>As stated it lies on the county lines: moved back, it would be off.</source>
            <translation>按文件注明的位置与县界相合；移回反而会偏离。</translation>
        </message>
        <message>
            <source>As stated, as CGCS2000</source>
            <translation>按所注投影，视为2000坐标系</translation>
        </message>
        <message>
            <source>Ask its owner: of a GPS or a survey take CGCS2000, of a web map the map it was taken from.</source>
            <translation>请问提供单位：手持 GPS 或测绘成果，选 CGCS2000；从网络地图上取的，选取自哪家地图。</translation>
        </message>
        <message>
            <source>Baidu (BD-09)</source>
            <translation>百度（BD-09）</translation>
        </message>
        <message>
            <source>Central meridian {degrees}°</source>
            <translation>中央经线 {degrees}°</translation>
        </message>
        <message>
            <source>Coloured: moved back. Thin grey: as stated. Thick grey: county lines.</source>
            <translation>彩色：移回后；细灰线：按文件注明；粗灰线：县界。</translation>
        </message>
        <message>
            <source>Coloured: the layer. Thick grey: county lines.</source>
            <translation>彩色：本图层；粗灰线：县界。</translation>
        </message>
        <message>
            <source>GPS, survey (CGCS2000)</source>
            <translation>GPS、测绘成果（CGCS2000）</translation>
        </message>
        <message>
            <source>Moving it back from {system} shifts it {metres} m to the {direction}.</source>
            <translation>由 {system} 移回，将向{direction}移动 {metres} m。</translation>
        </message>
        <message>
            <source>Numbers tell the zone, never the datum: ask its owner whether it is CGCS2000.</source>
            <translation>数值只能说明分带，不能说明基准：请向提供单位核实是否为2000国家大地坐标系。</translation>
        </message>
        <message>
            <source>Own fit…</source>
            <translation>自有参数…</translation>
        </message>
        <message>
            <source>Read like this, it lies in China, as in other zones: only its owner knows.</source>
            <translation>按此读取，它落在中国境内，但按其他分带也是如此：请向数据提供单位核实。</translation>
        </message>
        <message>
            <source>Read like this, it would lie nowhere on the earth.</source>
            <translation>按此读取，它不在地球上的任何位置。</translation>
        </message>
        <message>
            <source>Read like this, nothing of it lies in the counties.</source>
            <translation>按此读取，没有任何部分落在县级行政区内。</translation>
        </message>
        <message>
            <source>Read like this, {percent} % of it lies in the counties.</source>
            <translation>按此读取，{percent}% 落在县级行政区内。</translation>
        </message>
        <message>
            <source>The file does not say. Choose where it should lie and look at the picture.</source>
            <translation>文件未注明坐标系。请选择一种，并对照小图核实位置。</translation>
        </message>
        <message>
            <source>The file says {crs}. Nothing speaks against it.</source>
            <translation>文件注明为 {crs}，没有发现疑点，不用改。</translation>
        </message>
        <message>
            <source>Thin grey: as stated. Thick grey: county lines.</source>
            <translation>细灰线：按文件注明；粗灰线：县界。</translation>
        </message>
        <message>
            <source>{layer}: where does it lie?</source>
            <translation>{layer}：位置在哪里？</translation>
        </message>
        <message>
            <source>{layer}: where it lies</source>
            <translation>{layer}：位置</translation>
        </message>
    </context>
    <context>
        <name>PlacePage</name>
        <message>
            <source>Choose the coordinate system first; it is never guessed</source>
            <translation>请先选择坐标系；程序从不猜测</translation>
        </message>
        <message>
            <source>Where it lies</source>
            <translation>位置</translation>
        </message>
    </context>
    <context>
        <name>PlacePicture</name>
        <message>
            <source>Shown here once a coordinate system is chosen</source>
            <translation>选定坐标系后，在此显示位置</translation>
        </message>
        <message>
            <source>Where the layer lies</source>
            <translation>图层所在位置</translation>
        </message>
    </context>
    <context>
        <name>Places</name>
        <message>
            <source>“{text}” is no coordinate here. Type 116°38′12.5″ 40°52′, 116.6368 40.8667, or X and Y.</source>
            <translation>“{text}”不是这里的坐标。请输入 116°38′12.5″ 40°52′、116.6368 40.8667，或 X、Y。</translation>
        </message>
    </context>
    <context>
        <name>PlacingPanel</name>
        <message>
            <source>A placed picture is for tracing and orientation. It is no survey, and settles no boundary.</source>
            <translation>配准的图片供描绘和参考，不是测绘成果，不作划界依据。</translation>
        </message>
        <message>
            <source>Bent too (polynomial of the second order)</source>
            <translation>可弯曲（二次多项式）</translation>
        </message>
        <message>
            <source>Click a point in the picture that can be found on the map: a corner of a line, a grid cross.</source>
            <translation>在图片上点一个能在地图上找到的点：界线拐点、格网交点等。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Count this point</source>
            <translation>计入此点</translation>
        </message>
        <message>
            <source>Degrees in any notation, longitude first, or metres: X north, then Y east</source>
            <translation>任意写法的经纬度，经度在前；或米：先 X（北）后 Y（东）</translation>
        </message>
        <message>
            <source>Farthest off: point {number}. Check it, or leave it out.</source>
            <translation>偏差最大：{number} 号点。请核对，或不计入。</translation>
        </message>
        <message>
            <source>Mean error (RMS) {rms} m with {count} points; a pixel is {cell} m.</source>
            <translation>中误差（RMS）{rms} 米，{count} 个点；一个像素 {cell} 米。</translation>
        </message>
        <message>
            <source>Moved, turned, scaled (similarity)</source>
            <translation>平移、旋转、缩放（相似变换）</translation>
        </message>
        <message>
            <source>No point to spare: all residuals are zero and prove nothing. Set one more.</source>
            <translation>没有多余的点：残差都为零，说明不了精度。请再设一个点。</translation>
        </message>
        <message>
            <source>Now click the same place on the map, or type its coordinates in the table.</source>
            <translation>请在地图上点同一位置，或在表中输入坐标。</translation>
        </message>
        <message>
            <source>Place a picture by control points</source>
            <translation>用控制点配准图片</translation>
        </message>
        <message>
            <source>Place on the map</source>
            <translation>放到地图上</translation>
        </message>
        <message>
            <source>Show the whole picture</source>
            <translation>显示整幅图片</translation>
        </message>
        <message>
            <source>Stretched too (affine)</source>
            <translation>可拉伸（仿射变换）</translation>
        </message>
        <message>
            <source>The picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>What may be done to the picture</source>
            <translation>图片可作的变换</translation>
        </message>
        <message>
            <source>{what}, {count} points at least</source>
            <translation>{what}，至少 {count} 个点</translation>
        </message>
    </context>
    <context>
        <name>PlanControl</name>
        <message>
            <source>A copy was saved: {path}</source>
            <translation>已保存副本：{path}</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县级行政区</translation>
        </message>
        <message>
            <source>Every change is saved already: {path}</source>
            <translation>每一步都已保存：{path}</translation>
        </message>
        <message>
            <source>Lianfang plans (*{suffix})</source>
            <translation>联防规划 (*{suffix})</translation>
        </message>
        <message>
            <source>Open a plan</source>
            <translation>打开规划</translation>
        </message>
        <message>
            <source>Plans and packed plans (*{suffix} *{package})</source>
            <translation>联防规划和联防包 (*{suffix} *{package})</translation>
        </message>
        <message>
            <source>Save a copy</source>
            <translation>另存副本</translation>
        </message>
        <message>
            <source>Save the plan</source>
            <translation>保存规划</translation>
        </message>
        <message>
            <source>Save the plan as</source>
            <translation>规划另存为</translation>
        </message>
        <message>
            <source>You go on in {name}.</source>
            <translation>现在在 {name} 中继续工作。</translation>
        </message>
    </context>
    <context>
        <name>PlateControl</name>
        <message numerus="yes">
            <source>%n page(s) sent to the printer</source>
            <translation>
                <numerusform>已向打印机发送 %n 页</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sheet(s) written</source>
            <translation>
                <numerusform>已写出 %n 幅</numerusform>
            </translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Drag the frame; Enter or Esc goes back to the plate.</source>
            <translation>拖动图框；按回车或 Esc 回到图幅窗口。</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>PDF, exact scale (*.pdf)</source>
            <translation>PDF，准确比例尺 (*.pdf)</translation>
        </message>
        <message>
            <source>Picture of each sheet (*.png)</source>
            <translation>每幅一张图片 (*.png)</translation>
        </message>
        <message>
            <source>Save the plate</source>
            <translation>保存图幅</translation>
        </message>
        <message>
            <source>Sending to the printer</source>
            <translation>正在发送到打印机</translation>
        </message>
        <message>
            <source>The plate was removed.</source>
            <translation>已删除该图幅。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Writing the plate</source>
            <translation>正在写出图幅</translation>
        </message>
        <message>
            <source>Written: {name}</source>
            <translation>已写出：{name}</translation>
        </message>
        <message>
            <source>{name} is kept with the plan.</source>
            <translation>“{name}”已随规划保存。</translation>
        </message>
    </context>
    <context>
        <name>PlateForm</name>
        <message>
            <source>A sheet for each border</source>
            <translation>每段边界一幅</translation>
        </message>
        <message>
            <source>A sheet for each patrol area</source>
            <translation>每个联防区一幅</translation>
        </message>
        <message>
            <source>A sheet for each zone</source>
            <translation>每个责任区一幅</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>密级</translation>
        </message>
        <message>
            <source>Drag the frame over the map; dragging in the preview moves it too</source>
            <translation>在地图上拖动图框；在预览里拖动也可以</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>图框</translation>
        </message>
        <message>
            <source>Gap map</source>
            <translation>协议覆盖</translation>
        </message>
        <message>
            <source>In grey</source>
            <translation>黑白</translation>
        </message>
        <message>
            <source>Kilometre grid</source>
            <translation>公里网</translation>
        </message>
        <message>
            <source>Landscape</source>
            <translation>横向</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Layers on the plate</source>
            <translation>图上的图层</translation>
        </message>
        <message>
            <source>Longitude and latitude</source>
            <translation>经纬网</translation>
        </message>
        <message>
            <source>Map review number</source>
            <translation>审图号</translation>
        </message>
        <message>
            <source>On the map…</source>
            <translation>在地图上放…</translation>
        </message>
        <message>
            <source>One sheet</source>
            <translation>单幅</translation>
        </message>
        <message>
            <source>Orientation</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Overlap</source>
            <translation>重叠</translation>
        </message>
        <message>
            <source>Overview of the counties</source>
            <translation>位置示意图</translation>
        </message>
        <message>
            <source>Pale what lies around</source>
            <translation>淡化周围</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>纸张</translation>
        </message>
        <message>
            <source>Parties</source>
            <translation>各方</translation>
        </message>
        <message>
            <source>Portrait</source>
            <translation>纵向</translation>
        </message>
        <message>
            <source>Prepared by</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Put what is shown back into the middle</source>
            <translation>把内容放回图框中间</translation>
        </message>
        <message>
            <source>QR code and content hash</source>
            <translation>二维码与内容哈希</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>比例尺</translation>
        </message>
        <message>
            <source>Sheets</source>
            <translation>图幅</translation>
        </message>
        <message>
            <source>Sheets side by side</source>
            <translation>分幅拼接</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>图名</translation>
        </message>
        <message>
            <source>Zones at most</source>
            <translation>最多责任区</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>as large as fits</source>
            <translation>自动取最大</translation>
        </message>
        <message>
            <source>not shown</source>
            <translation>不画</translation>
        </message>
        <message>
            <source>“{text}” is no scale. Type 1:50 000, 50000 or 5万, from 1:500 to 1:10 000 000.</source>
            <translation>“{text}”不是比例尺。请输入 1:50 000、50000 或 5万，范围 1:500 至 1:10 000 000。</translation>
        </message>
    </context>
    <context>
        <name>PlateView</name>
        <message>
            <source>Drawing the sheet…</source>
            <translation>正在绘制图幅…</translation>
        </message>
        <message>
            <source>Preview of the sheet</source>
            <translation>图幅预览</translation>
        </message>
    </context>
    <context>
        <name>PlateWindow</name>
        <message numerus="yes">
            <source>%n sheet(s), an index sheet and a list come first in the PDF.</source>
            <translation>
                <numerusform>共 %n 幅；PDF 以索引图和图幅目录开头。</numerusform>
            </translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Drag the map in the sheet; the wheel changes the scale.</source>
            <translation>可在图幅里拖动地图；滚轮换比例尺。</translation>
        </message>
        <message>
            <source>Drawing the sheet</source>
            <translation>正在绘制图幅</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存设置</translation>
        </message>
        <message>
            <source>Keep how the plate is set up, to print it again</source>
            <translation>记住图幅的设置，以便再次出图</translation>
        </message>
        <message>
            <source>Kept with the plan</source>
            <translation>随规划保存</translation>
        </message>
        <message>
            <source>Map plate</source>
            <translation>图幅与打印</translation>
        </message>
        <message>
            <source>Name to keep it under</source>
            <translation>保存用的名称</translation>
        </message>
        <message>
            <source>Next sheet</source>
            <translation>下一幅</translation>
        </message>
        <message>
            <source>Plate</source>
            <translation>图幅</translation>
        </message>
        <message>
            <source>Plates of this plan</source>
            <translation>本规划的图幅</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Remove this plate from the plan</source>
            <translation>从规划中删除此图幅</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Scale and sheet</source>
            <translation>比例尺与图幅</translation>
        </message>
        <message>
            <source>Sheet before</source>
            <translation>上一幅</translation>
        </message>
        <message>
            <source>Sheet {number} of {count}: {name}</source>
            <translation>第 {number} 幅（共 {count} 幅）：{name}</translation>
        </message>
        <message>
            <source>There is no sheet to print</source>
            <translation>没有可打印的图幅</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>规划以只读方式打开</translation>
        </message>
    </context>
    <context>
        <name>PlayPage</name>
        <message>
            <source>A decision, logged at this minute</source>
            <translation>写下决策，按此刻记录</translation>
        </message>
        <message>
            <source>Clock of the exercise</source>
            <translation>演练时钟</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>决策</translation>
        </message>
        <message>
            <source>Decisions logged</source>
            <translation>决策记录</translation>
        </message>
        <message>
            <source>Done now</source>
            <translation>此刻完成</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>记录</translation>
        </message>
        <message>
            <source>Log that it was told, or that they arrived, at this minute of the clock</source>
            <translation>按时钟此刻记录已通报或已到场</translation>
        </message>
        <message>
            <source>Minute of the exercise</source>
            <translation>演练进行到的分钟</translation>
        </message>
        <message>
            <source>Next event</source>
            <translation>下一情景</translation>
        </message>
        <message>
            <source>Not done</source>
            <translation>撤回记录</translation>
        </message>
        <message>
            <source>Nothing waits for an answer now.</source>
            <translation>此刻没有待办事项。</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>倍速</translation>
        </message>
        <message>
            <source>The map shows what is reached by now.</source>
            <translation>地图显示此刻已到达的范围。</translation>
        </message>
        <message>
            <source>What has happened so far</source>
            <translation>已发生的情景</translation>
        </message>
        <message>
            <source>Who decided</source>
            <translation>由谁决策</translation>
        </message>
        <message>
            <source>{hours}:{minutes:02d} since the start</source>
            <translation>已进行 {hours}:{minutes:02d}</translation>
        </message>
    </context>
    <context>
        <name>PointCard</name>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>What is talked about</source>
            <translation>当前议题</translation>
        </message>
    </context>
    <context>
        <name>PointControl</name>
        <message>
            <source>Centre the map here</source>
            <translation>以此为地图中心</translation>
        </message>
        <message>
            <source>Change: {what}</source>
            <translation>修改：{what}</translation>
        </message>
        <message>
            <source>Copy coordinates</source>
            <translation>复制坐标</translation>
        </message>
        <message>
            <source>Edit vertices: {area}</source>
            <translation>编辑顶点：{area}</translation>
        </message>
        <message>
            <source>What is here</source>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>X (north), Y (east) · {zone}</source>
            <translation>X（北）Y（东）· {zone}</translation>
        </message>
        <message>
            <source>degrees, minutes, seconds</source>
            <translation>度分秒</translation>
        </message>
        <message>
            <source>latitude, longitude</source>
            <translation>纬度，经度</translation>
        </message>
        <message>
            <source>longitude, latitude</source>
            <translation>经度，纬度</translation>
        </message>
        <message>
            <source>with zone number</source>
            <translation>带带号</translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Printer…</source>
            <translation>打印机…</translation>
        </message>
        <message>
            <source>The dashed line is what the printer can print on. Print without “fit to page”, or the scale is lost.</source>
            <translation>虚线是打印机能打印的范围。打印时不要选“适合页面”，否则比例尺就不准了。</translation>
        </message>
        <message numerus="yes">
            <source>{printer} · paper {width} × {height} mm · {scale}, exactly · %n page(s)</source>
            <translation>
                <numerusform>{printer} · 纸张 {width} × {height} mm · 准确比例尺 {scale} · %n 页</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProposalCard</name>
        <message>
            <source>Blue</source>
            <translation>蓝方案</translation>
        </message>
        <message>
            <source>Blue proposal</source>
            <translation>蓝方案</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>共有</translation>
        </message>
        <message>
            <source>Compare in a table…</source>
            <translation>方案比选表…</translation>
        </message>
        <message>
            <source>Geodesic area on CGCS2000</source>
            <translation>2000 国家大地坐标系椭球面积</translation>
        </message>
        <message>
            <source>How the two are shown</source>
            <translation>两方案的显示方式</translation>
        </message>
        <message>
            <source>Letter, county, note…</source>
            <translation>编号、提出方、备注…</translation>
        </message>
        <message>
            <source>Move corners</source>
            <translation>调整顶点</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新方案</translation>
        </message>
        <message>
            <source>New alternative</source>
            <translation>新方案</translation>
        </message>
        <message>
            <source>Only blue</source>
            <translation>仅蓝有</translation>
        </message>
        <message>
            <source>Only red</source>
            <translation>仅红有</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Proposals</source>
            <translation>方案对照</translation>
        </message>
        <message>
            <source>Proposals: {area}</source>
            <translation>方案对照：{area}</translation>
        </message>
        <message>
            <source>Put into the area</source>
            <translation>采用</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>红方案</translation>
        </message>
        <message>
            <source>Red proposal</source>
            <translation>红方案</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Swap red and blue</source>
            <translation>红蓝互换</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>What both and only one of them have</source>
            <translation>共有与各自独有的部分</translation>
        </message>
        <message>
            <source>hm²</source>
            <translation>hm²</translation>
        </message>
        <message>
            <source>mu</source>
            <translation>亩</translation>
        </message>
        <message>
            <source>over each other</source>
            <translation>叠加</translation>
        </message>
        <message>
            <source>side by side</source>
            <translation>分屏</translation>
        </message>
        <message>
            <source>with a line to move</source>
            <translation>卷帘</translation>
        </message>
    </context>
    <context>
        <name>ProposalControl</name>
        <message>
            <source>This is the area as it is. Make an alternative of it first.</source>
            <translation>这是联防区现状，请先复制为方案。</translation>
        </message>
    </context>
    <context>
        <name>ProposalView</name>
        <message>
            <source>Both agree on {share} of the land; {area} are in dispute.</source>
            <translation>两方案共有部分占 {share}，有分歧的为 {area}。</translation>
        </message>
        <message>
            <source>Choose two that differ.</source>
            <translation>请选两个不同的方案。</translation>
        </message>
        <message>
            <source>It is in the area already</source>
            <translation>已是联防区现行边界</translation>
        </message>
        <message>
            <source>Left half: the red proposal</source>
            <translation>左半幅：红方案</translation>
        </message>
        <message>
            <source>Nothing is proposed yet. “New” makes an alternative: a copy, drawn, or of two.</source>
            <translation>还没有方案。点“新方案”可复制、绘制，或由两个方案组合。</translation>
        </message>
        <message>
            <source>Select a patrol area first.</source>
            <translation>请先选中一个联防区。</translation>
        </message>
        <message>
            <source>This is the area as it is. Make an alternative of it first</source>
            <translation>这是联防区现状，请先复制为方案</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>as it is now</source>
            <translation>现状</translation>
        </message>
        <message>
            <source>both</source>
            <translation>共有</translation>
        </message>
        <message>
            <source>joint</source>
            <translation>共同提出</translation>
        </message>
    </context>
    <context>
        <name>Rank</name>
        <message>
            <source>Forest or river in the band along the line; full at 5,000 hm² or 20 km</source>
            <translation>沿界带内的森林或河流；5 000 hm² 或 20 km 为满分</translation>
        </message>
        <message>
            <source>How evenly hazard or people are shared across the line; full at one half</source>
            <translation>致灾因子或人口在界线两侧分布的均衡程度；各半为满分</translation>
        </message>
        <message>
            <source>How firm this rank is was not worked out; derive the zones again.</source>
            <translation>尚未计算该名次的稳定性；请重新划定责任区。</translation>
        </message>
        <message>
            <source>Land across the line that burns in the time when the zone's forest burns; full at 10,000 hm²</source>
            <translation>责任区森林起火后，时限内在界线另一侧过火的面积；10 000 hm² 为满分</translation>
        </message>
        <message>
            <source>People in the zone; full at 10,000</source>
            <translation>责任区内人口；10 000 人为满分</translation>
        </message>
        <message>
            <source>Rank {rank} ({range} when weights move by ±{swing})</source>
            <translation>第 {rank} 名（权重变动 ±{swing} 时为 {range}）</translation>
        </message>
        <message>
            <source>Rank {rank}, whichever way weights move by ±{swing}</source>
            <translation>第 {rank} 名，权重变动 ±{swing} 时不变</translation>
        </message>
        <message>
            <source>Until the first own depot is at the side that waits longest; full at 120 min. Where no way is known the straight line; full at 30 km</source>
            <translation>等候最久的一侧，本县最先到的仓库所需时间，120 分钟记满；不知道路程时按直线，30 km 记满</translation>
        </message>
        <message>
            <source>What an agreement leaves open: nothing where one covers the zone, all where none does</source>
            <translation>协议缺口：已有协议覆盖为零，无协议为满分</translation>
        </message>
        <message>
            <source>share {value}</source>
            <translation>份额 {value}</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>unknown, so it weighs nothing here</source>
            <translation>未知，此处不计权重</translation>
        </message>
        <message>
            <source>{count} combinations of weights: it keeps its rank in {keeps}, is among the first {top} in {share}.</source>
            <translation>共 {count} 种权重组合：{keeps} 的组合中名次不变，{share} 的组合中位列前 {top} 名。</translation>
        </message>
        <message>
            <source>{value} agreement(s)</source>
            <translation>{value} 份协议</translation>
        </message>
        <message>
            <source>{value} hm²</source>
            <translation>{value} hm²</translation>
        </message>
        <message>
            <source>{value} km</source>
            <translation>{value} km</translation>
        </message>
        <message>
            <source>{value} m</source>
            <translation>{value} m</translation>
        </message>
        <message>
            <source>{value} min</source>
            <translation>{value} 分钟</translation>
        </message>
        <message>
            <source>{value} people</source>
            <translation>{value} 人</translation>
        </message>
    </context>
    <context>
        <name>RasterControl</name>
        <message>
            <source>Checking the file</source>
            <translation>正在检查文件</translation>
        </message>
        <message>
            <source>Compare now</source>
            <translation>立即比对</translation>
        </message>
        <message>
            <source>Find the file…</source>
            <translation>查找文件…</translation>
        </message>
        <message>
            <source>Find the original…</source>
            <translation>查找原文件…</translation>
        </message>
        <message>
            <source>Find {file}</source>
            <translation>查找 {file}</translation>
        </message>
        <message>
            <source>Found in {place}; the content is the same.</source>
            <translation>已在 {place} 找到，内容一致。</translation>
        </message>
        <message>
            <source>Keep the new place</source>
            <translation>记住新位置</translation>
        </message>
        <message>
            <source>Linked again: {titles}</source>
            <translation>已重新关联：{titles}</translation>
        </message>
        <message>
            <source>Looking for rasters</source>
            <translation>正在搜索栅格</translation>
        </message>
        <message>
            <source>None of the missing rasters is in {folder}.</source>
            <translation>{folder} 中没有缺失的栅格。</translation>
        </message>
        <message>
            <source>Not yet compared with the file that was added.</source>
            <translation>尚未与入库时的文件比对。</translation>
        </message>
        <message>
            <source>Rasters (*.tif *.tiff *.png *.jpg *.jpeg *.mbtiles *.gpkg);;All files (*)</source>
            <translation>栅格 (*.tif *.tiff *.png *.jpg *.jpeg *.mbtiles *.gpkg);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Search a folder for the rasters</source>
            <translation>在文件夹中搜索栅格</translation>
        </message>
        <message>
            <source>Search a folder…</source>
            <translation>在文件夹中搜索…</translation>
        </message>
        <message>
            <source>This plan is open for reading only.</source>
            <translation>此规划以只读方式打开。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Use the changed file</source>
            <translation>使用变化后的文件</translation>
        </message>
        <message>
            <source>{layer} was found in {place}.</source>
            <translation>{layer}已在 {place} 找到。</translation>
        </message>
        <message>
            <source>{layer}: the file {file} was not found. Map and plates go on without it.</source>
            <translation>{layer}：找不到文件 {file}。地图和图件暂不显示它，其余照常。</translation>
        </message>
        <message>
            <source>{layer}: {file} is no longer the file that was added; its content differs.</source>
            <translation>{layer}：{file} 已不是入库时的文件，内容有变化。</translation>
        </message>
    </context>
    <context>
        <name>RasterTask</name>
        <message>
            <source>Checking rasters</source>
            <translation>正在检查栅格</translation>
        </message>
    </context>
    <context>
        <name>RasterWords</name>
        <message>
            <source>Cell</source>
            <translation>像元</translation>
        </message>
        <message>
            <source>Faces</source>
            <translation>坡向</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Slope</source>
            <translation>坡度</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>class {value}</source>
            <translation>等级 {value}</translation>
        </message>
        <message>
            <source>level</source>
            <translation>平地</translation>
        </message>
        <message>
            <source>no data here</source>
            <translation>此处无数据</translation>
        </message>
    </context>
    <context>
        <name>ReachCard</name>
        <message>
            <source>Cells of {cell} m; {weather}.</source>
            <translation>格网 {cell} m；{weather}。</translation>
        </message>
        <message>
            <source>Enters</source>
            <translation>烧到</translation>
        </message>
        <message>
            <source>First</source>
            <translation>最快</translation>
        </message>
        <message>
            <source>Land within the time, by county</source>
            <translation>时间内的范围，分县</translation>
        </message>
        <message>
            <source>Level ground: the plan has no terrain.</source>
            <translation>规划中没有地形，按平地推算。</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>中位</translation>
        </message>
        <message>
            <source>Minutes from the middle one of this land</source>
            <translation>这些地方的中位分钟数</translation>
        </message>
        <message>
            <source>Minutes from the quickest place</source>
            <translation>最快处的分钟数</translation>
        </message>
        <message>
            <source>Of all land of that county that burns</source>
            <translation>占该县全部可燃地的比例</translation>
        </message>
        <message>
            <source>Of land that burns, from which it is there within the time</source>
            <translation>时间内能烧到的可燃地</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推演</translation>
        </message>
        <message>
            <source>Run in this weather (Enter)</source>
            <translation>按此天气推演 (Enter)</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Show what is within this time</source>
            <translation>显示这段时间以内的</translation>
        </message>
        <message>
            <source>Starts in</source>
            <translation>起火县</translation>
        </message>
        <message>
            <source>Unknown: no forest or land cover of {counties}.</source>
            <translation>不详：{counties}没有森林和地表覆盖资料。</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>各县之外</translation>
        </message>
    </context>
    <context>
        <name>ReadingCard</name>
        <message>
            <source>Columns: {names}</source>
            <translation>字段：{names}</translation>
        </message>
    </context>
    <context>
        <name>Readings</name>
        <message>
            <source>Chinese GB 18030</source>
            <translation>中文 GB 18030</translation>
        </message>
        <message>
            <source>Only where all else fails</source>
            <translation>其他读法都不成立时才用</translation>
        </message>
        <message>
            <source>Read wrongly once and saved so; this undoes it</source>
            <translation>曾被误读后保存，此读法可还原</translation>
        </message>
        <message>
            <source>Simplified Chinese GB 2312</source>
            <translation>简体中文 GB 2312</translation>
        </message>
        <message>
            <source>Simplified Chinese GBK</source>
            <translation>简体中文 GBK</translation>
        </message>
        <message>
            <source>The file says so ({word})</source>
            <translation>文件自称如此（{word}）</translation>
        </message>
        <message>
            <source>The file says {word}</source>
            <translation>文件自称 {word}</translation>
        </message>
        <message>
            <source>Traditional Chinese Big5</source>
            <translation>繁体中文 Big5</translation>
        </message>
        <message>
            <source>Traditional Chinese Big5-HK</source>
            <translation>繁体中文 Big5（香港）</translation>
        </message>
        <message>
            <source>Unicode UTF-16</source>
            <translation>Unicode UTF-16</translation>
        </message>
        <message>
            <source>Unicode UTF-8</source>
            <translation>Unicode UTF-8</translation>
        </message>
        <message>
            <source>Usual words: {words}</source>
            <translation>常用词：{words}</translation>
        </message>
        <message>
            <source>Well-formed UTF-8 throughout</source>
            <translation>全文符合 UTF-8 规则</translation>
        </message>
        <message>
            <source>Western ISO 8859-1</source>
            <translation>西文 ISO 8859-1</translation>
        </message>
        <message>
            <source>{count} cannot be read</source>
            <translation>{count} 处无法解读</translation>
        </message>
        <message>
            <source>{count} character(s) not found in names</source>
            <translation>{count} 个字符不会出现在地名中</translation>
        </message>
        <message>
            <source>{count} cut off at their end</source>
            <translation>{count} 处末尾被截断</translation>
        </message>
        <message>
            <source>{count} of {of} county names are known</source>
            <translation>{of} 个县名中 {count} 个查有其县</translation>
        </message>
        <message>
            <source>{percent} % common characters</source>
            <translation>常用字占 {percent} %</translation>
        </message>
        <message>
            <source>{percent} % rare characters</source>
            <translation>生僻字占 {percent} %</translation>
        </message>
        <message>
            <source>{right}, once misread as {wrong}</source>
            <translation>{right}（曾误读为 {wrong}）</translation>
        </message>
        <message>
            <source>{text}: {examples}</source>
            <translation>{text}：{examples}</translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>GeoParquet with shapes outside the standard; save it as GeoPackage</source>
            <translation>GeoParquet 中的图形编码不合标准；请另存为 GeoPackage</translation>
        </message>
        <message>
            <source>GeoParquet, which is not read on this system; save it as GeoPackage</source>
            <translation>本系统不能读取 GeoParquet；请另存为 GeoPackage</translation>
        </message>
        <message>
            <source>JSON, but not GeoJSON</source>
            <translation>是 JSON，但不是 GeoJSON</translation>
        </message>
        <message>
            <source>XML with a document type declaration, which map files do not need</source>
            <translation>XML 带有文档类型声明，地图文件不需要它</translation>
        </message>
        <message>
            <source>XML, but neither KML nor GPX</source>
            <translation>是 XML，但既不是 KML 也不是 GPX</translation>
        </message>
        <message>
            <source>a MapInfo table that only points to other files; open those</source>
            <translation>这个 MapInfo 表只指向别的文件；请打开那些文件</translation>
        </message>
        <message>
            <source>a binary DXF; save it as a DXF of text (ASCII)</source>
            <translation>二进制 DXF；请另存为文本 (ASCII) DXF</translation>
        </message>
        <message>
            <source>a database without map layers</source>
            <translation>数据库里没有地图图层</translation>
        </message>
        <message>
            <source>a database, but without the tables of a plan</source>
            <translation>是数据库，但没有规划所需的表</translation>
        </message>
        <message>
            <source>a folder without map files</source>
            <translation>文件夹里没有地图文件</translation>
        </message>
        <message>
            <source>a name in it points outside the archive</source>
            <translation>压缩包中的路径指向包外</translation>
        </message>
        <message>
            <source>a newer version of the program made it</source>
            <translation>它由较新版本的程序生成</translation>
        </message>
        <message>
            <source>a picture without coordinates</source>
            <translation>没有坐标的图片</translation>
        </message>
        <message>
            <source>a program</source>
            <translation>程序文件</translation>
        </message>
        <message>
            <source>a text document</source>
            <translation>文字文档</translation>
        </message>
        <message>
            <source>an AutoCAD drawing (DWG); save it as DXF</source>
            <translation>AutoCAD 图形 (DWG)；请另存为 DXF</translation>
        </message>
        <message>
            <source>an archive without map files</source>
            <translation>压缩包里没有地图文件</translation>
        </message>
        <message>
            <source>an earlier version made it, and there is no room to upgrade a copy</source>
            <translation>它由较早版本生成，空间不足，无法升级副本</translation>
        </message>
        <message>
            <source>an encrypted Parquet file; ask its owner for one that is not</source>
            <translation>加密的 Parquet 文件；请向提供者索取未加密的</translation>
        </message>
        <message>
            <source>an own fit is for plane coordinates in metres, and these are degrees</source>
            <translation>自有参数用于以米为单位的平面坐标，而这里是经纬度</translation>
        </message>
        <message>
            <source>another file lies under its name</source>
            <translation>原来的位置上是另一个文件</translation>
        </message>
        <message>
            <source>another program added tables to it</source>
            <translation>其他程序向其中添加了表</translation>
        </message>
        <message>
            <source>another program holds it</source>
            <translation>被其他程序占用</translation>
        </message>
        <message>
            <source>every feature in it was left out, as you chose</source>
            <translation>按您的选择，其中所有要素都不读入</translation>
        </message>
        <message>
            <source>every feature is without a shape</source>
            <translation>所有要素都没有图形</translation>
        </message>
        <message>
            <source>image data are missing at its end</source>
            <translation>文件末尾缺少影像数据</translation>
        </message>
        <message>
            <source>it claims degrees, but the numbers are not degrees</source>
            <translation>自称为度，但数值不是度</translation>
        </message>
        <message>
            <source>it has no position on the earth</source>
            <translation>没有地理位置</translation>
        </message>
        <message>
            <source>it holds measurements or a picture, not up to 256 classes of land cover in one band</source>
            <translation>其中是测量值或影像，不是单波段、不超过 256 类的分类栅格</translation>
        </message>
        <message>
            <source>it holds no raster that could be placed on the map</source>
            <translation>其中没有可以放到地图上的栅格</translation>
        </message>
        <message>
            <source>it holds too many files</source>
            <translation>文件太多</translation>
        </message>
        <message>
            <source>it is a Lianfang plan: open it, do not add it as a layer</source>
            <translation>这是联防规划：请直接打开，不要作为图层添加</translation>
        </message>
        <message>
            <source>it is a local system without a place on the earth</source>
            <translation>是没有地理位置的地方坐标系</translation>
        </message>
        <message>
            <source>it is a packed Lianfang plan: open it, do not add it as a layer</source>
            <translation>这是联防包：请打开它，不要作为图层添加</translation>
        </message>
        <message>
            <source>it is a page of a PDF; save it as a PNG or JPEG picture first</source>
            <translation>是 PDF 页面；请先另存为 PNG 或 JPEG 图片</translation>
        </message>
        <message>
            <source>it is an archive of another kind</source>
            <translation>是别种用途的压缩包</translation>
        </message>
        <message>
            <source>it is an archive without a list of contents</source>
            <translation>压缩包里没有清单</translation>
        </message>
        <message>
            <source>it is empty</source>
            <translation>内容为空</translation>
        </message>
        <message>
            <source>it is not a PNG, JPEG or TIFF picture</source>
            <translation>不是 PNG、JPEG 或 TIFF 图片</translation>
        </message>
        <message>
            <source>it is not a regular file</source>
            <translation>不是普通文件</translation>
        </message>
        <message>
            <source>it is not as it was written</source>
            <translation>内容与写入时不一致</translation>
        </message>
        <message>
            <source>it is open in another window</source>
            <translation>已在另一个窗口打开</translation>
        </message>
        <message>
            <source>it is protected by a password</source>
            <translation>有密码保护</translation>
        </message>
        <message>
            <source>it names an ellipsoid but no datum</source>
            <translation>只注明了椭球，没有注明基准</translation>
        </message>
        <message>
            <source>it needs {needed} MB, {free} MB are free</source>
            <translation>需要 {needed} MB，只剩 {free} MB</translation>
        </message>
        <message>
            <source>it unfolds to more than this program accepts; cut it to your counties first</source>
            <translation>展开后超出本程序的限度；请先裁剪到本县范围</translation>
        </message>
        <message>
            <source>it unpacks to more than this program accepts</source>
            <translation>解压后超过程序可接受的大小</translation>
        </message>
        <message>
            <source>it was opened for reading</source>
            <translation>以只读方式打开</translation>
        </message>
        <message>
            <source>its attribute table is shorter than its header says</source>
            <translation>属性表短于文件头所述</translation>
        </message>
        <message>
            <source>its blocks hold each other without end, or unfold to far too many shapes</source>
            <translation>图块互相嵌套没有尽头，或展开后图形过多</translation>
        </message>
        <message>
            <source>its content is something else</source>
            <translation>内容不是压缩包</translation>
        </message>
        <message>
            <source>its datum is not CGCS2000 or one that agrees with it</source>
            <translation>基准不是 2000 国家大地坐标系，也不与之一致</translation>
        </message>
        <message>
            <source>its description is not understood</source>
            <translation>坐标系描述无法识别</translation>
        </message>
        <message>
            <source>its drive does not answer</source>
            <translation>磁盘没有响应</translation>
        </message>
        <message>
            <source>its file was deleted or renamed, or its drive was taken out</source>
            <translation>文件被删除或改名，或磁盘已拔出</translation>
        </message>
        <message>
            <source>its folder is no longer there, or its drive was taken out</source>
            <translation>文件夹已不存在，或磁盘已拔出</translation>
        </message>
        <message>
            <source>its folder is write-protected</source>
            <translation>所在文件夹不可写</translation>
        </message>
        <message>
            <source>its format version is missing</source>
            <translation>缺少格式版本</translation>
        </message>
        <message>
            <source>its header is cut off</source>
            <translation>文件头被截断</translation>
        </message>
        <message>
            <source>its name is too long for the files that lie beside an open plan</source>
            <translation>文件名太长，附属文件放不下</translation>
        </message>
        <message>
            <source>its numbers lie in another zone than it states</source>
            <translation>坐标数值所在的投影带与注明的不符</translation>
        </message>
        <message>
            <source>its rows are not as the history left them</source>
            <translation>内容与历史记录不符</translation>
        </message>
        <message>
            <source>its structure cannot be read</source>
            <translation>结构无法读取</translation>
        </message>
        <message>
            <source>its tiles are not PNG, JPEG or WebP pictures</source>
            <translation>瓦片不是 PNG、JPEG 或 WebP 图片</translation>
        </message>
        <message>
            <source>its tiles are vectors (PBF), not pictures; ask for a raster MBTiles</source>
            <translation>瓦片是矢量（PBF）而不是图片；请索取栅格 MBTiles</translation>
        </message>
        <message>
            <source>no class that becomes forest lies in the plan's counties</source>
            <translation>方案各县内没有成为森林的类</translation>
        </message>
        <message>
            <source>no column holds a class of land cover</source>
            <translation>没有字段存放土地覆盖类别</translation>
        </message>
        <message>
            <source>no coordinate columns were recognised</source>
            <translation>未识别出坐标字段</translation>
        </message>
        <message>
            <source>no feature has a shape this role can have</source>
            <translation>没有适合此用途的图形</translation>
        </message>
        <message>
            <source>no parcel in it has boundary points</source>
            <translation>其中没有一个地块有界址点</translation>
        </message>
        <message>
            <source>no row has usable coordinates</source>
            <translation>没有一行含可用坐标</translation>
        </message>
        <message>
            <source>nothing in it can be saved</source>
            <translation>其中没有可以保存的内容</translation>
        </message>
        <message>
            <source>nothing in it says so</source>
            <translation>文件和随带的说明里都没有写</translation>
        </message>
        <message>
            <source>one part of a MapInfo table; open the .tab or .mif, or the folder with all parts</source>
            <translation>只是 MapInfo 表的一部分；请打开 .tab 或 .mif，或打开含全部文件的文件夹</translation>
        </message>
        <message>
            <source>one part of a shapefile; open the .shp, or the folder with all parts</source>
            <translation>这是 Shapefile 的一部分；请打开 .shp，或含全部文件的文件夹</translation>
        </message>
        <message>
            <source>only the log of its last changes is there, the plan itself is not</source>
            <translation>只有最近修改的日志，规划本身不在</translation>
        </message>
        <message>
            <source>parts of the MapInfo table are missing; a .tab needs .dat, .map and .id, a .mif its .mid</source>
            <translation>MapInfo 表缺少文件：.tab 需要同名的 .dat、.map、.id，.mif 需要 .mid</translation>
        </message>
        <message>
            <source>plain text without a table of coordinates</source>
            <translation>不含坐标表的纯文本</translation>
        </message>
        <message>
            <source>shorter than its own header says</source>
            <translation>短于文件头所述</translation>
        </message>
        <message>
            <source>tables are missing</source>
            <translation>缺少数据表</translation>
        </message>
        <message>
            <source>the JSON text stops in the middle</source>
            <translation>JSON 文本中途断开</translation>
        </message>
        <message>
            <source>the PDF has no pages, or more than two thousand</source>
            <translation>PDF 没有页面，或超过两千页</translation>
        </message>
        <message>
            <source>the PDF is damaged</source>
            <translation>PDF 已损坏</translation>
        </message>
        <message>
            <source>the PDF is protected by a password; ask its owner for one that is not</source>
            <translation>PDF 有密码保护；请向提供方索取未加密的</translation>
        </message>
        <message>
            <source>the XML text stops in the middle or its tags do not match</source>
            <translation>XML 文本中途断开，或标签不成对</translation>
        </message>
        <message>
            <source>the archive is damaged</source>
            <translation>压缩包已损坏</translation>
        </message>
        <message>
            <source>the cells of a raster are not moved; ask for it in CGCS2000</source>
            <translation>栅格的像元不作移动；请索取2000国家大地坐标系的栅格</translation>
        </message>
        <message>
            <source>the check of its structure failed</source>
            <translation>结构检查未通过</translation>
        </message>
        <message>
            <source>the content is not a GeoPackage</source>
            <translation>内容不是 GeoPackage</translation>
        </message>
        <message>
            <source>the copy would take the place of the original file</source>
            <translation>副本会取代原件</translation>
        </message>
        <message>
            <source>the disk cannot be read</source>
            <translation>磁盘无法读取</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>the drive reports an error</source>
            <translation>磁盘报错</translation>
        </message>
        <message>
            <source>the file ends too early</source>
            <translation>文件过早结束</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>文件为空</translation>
        </message>
        <message>
            <source>the file is write-protected</source>
            <translation>文件不可写</translation>
        </message>
        <message>
            <source>the file structure is damaged</source>
            <translation>文件结构已损坏</translation>
        </message>
        <message>
            <source>the layer has no features</source>
            <translation>图层没有要素</translation>
        </message>
        <message>
            <source>the named coordinate column is not in the table</source>
            <translation>表中没有指定的坐标字段</translation>
        </message>
        <message>
            <source>the old Excel format; save it as .xlsx</source>
            <translation>旧版 Excel 格式；请另存为 .xlsx</translation>
        </message>
        <message>
            <source>the parameters from this datum are not public; only your own fit can be used</source>
            <translation>该基准的转换参数不公开，只能使用自行求得的参数</translation>
        </message>
        <message>
            <source>the table has more columns than a plan can keep</source>
            <translation>表的列数超过规划所能保存的数量</translation>
        </message>
        <message>
            <source>the table has no rows</source>
            <translation>表中没有数据行</translation>
        </message>
        <message>
            <source>there is no layer of that name in it</source>
            <translation>其中没有该名称的图层</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>文件不存在</translation>
        </message>
        <message>
            <source>there is no tile in it</source>
            <translation>里面没有瓦片</translation>
        </message>
        <message>
            <source>unknown binary content</source>
            <translation>无法识别的二进制内容</translation>
        </message>
        <message>
            <source>you may not read it</source>
            <translation>没有读取权限</translation>
        </message>
    </context>
    <context>
        <name>RecentPlans</name>
        <message>
            <source>Plans you open are listed here.</source>
            <translation>打开过的规划列在这里。</translation>
        </message>
        <message>
            <source>Recent plans</source>
            <translation>最近的规划</translation>
        </message>
    </context>
    <context>
        <name>RecentRow</name>
        <message>
            <source>Earlier versions of {plan}</source>
            <translation>{plan} 的早先版本</translation>
        </message>
        <message>
            <source>Open {plan}</source>
            <translation>打开 {plan}</translation>
        </message>
        <message>
            <source>Take {plan} off the list; the file stays</source>
            <translation>把 {plan} 移出列表；文件保留</translation>
        </message>
        <message>
            <source>The file is not there; it may have been moved, or its drive is not connected.</source>
            <translation>文件不在原处：可能已移动，或所在磁盘未连接。</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>文件不在原处</translation>
        </message>
        <message>
            <source>missing; click for its version of {when}</source>
            <translation>文件不在原处；有 {when} 的备份，点击查看</translation>
        </message>
    </context>
    <context>
        <name>ReceptorControl</name>
        <message>
            <source>Source–receptor table</source>
            <translation>来源—受体表</translation>
        </message>
        <message>
            <source>Tables (*.csv *.xlsx)</source>
            <translation>表格 (*.csv *.xlsx)</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
    </context>
    <context>
        <name>ReceptorsCard</name>
        <message>
            <source>Add…</source>
            <translation>加入…</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>An input, not worked out here. “?” is unknown, not zero.</source>
            <translation>为外来资料，非本软件推算。“?”为不详，不是零。</translation>
        </message>
        <message>
            <source>Arrives in</source>
            <translation>到达</translation>
        </message>
        <message>
            <source>Flows from sources to receptors</source>
            <translation>来源到受体的传输</translation>
        </message>
        <message>
            <source>From</source>
            <translation>来自</translation>
        </message>
        <message>
            <source>Heat map of what comes from where</source>
            <translation>来源—受体热图</translation>
        </message>
        <message>
            <source>How much of what arrives somewhere comes from where, PM2.5 for instance, out of a published study. Add a table to see it as fires are seen: matrix and arrows.</source>
            <translation>某地受到的影响（如 PM2.5）有多少来自何处，取自已发表的研究。加入一张表，即可像火灾那样看矩阵和箭头。</translation>
        </message>
        <message>
            <source>Not in this plan, so not on the map: {names}.</source>
            <translation>不在本规划中，图上不画：{names}。</translation>
        </message>
        <message>
            <source>Of all that arrives at the receptor; — where a part is unknown</source>
            <translation>占受体全部的比例；有一部分不详时记 —</translation>
        </message>
        <message>
            <source>Read a table, CSV or XLSX: sources by receptors, or a list. It must name its source: # 来源：…</source>
            <translation>读入表格（CSV 或 XLSX）：来源×受体的矩阵，或清单。表中须注明出处：# 来源：…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Save the matrix and what follows from it as a workbook</source>
            <translation>把矩阵和由其得出的数字存为工作簿</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Source: {citation}.</source>
            <translation>出处：{citation}。</translation>
        </message>
        <message>
            <source>Tables of the plan</source>
            <translation>规划中的表</translation>
        </message>
        <message>
            <source>Where it comes from: source–receptor tables</source>
            <translation>从哪里来：来源—受体表</translation>
        </message>
        <message>
            <source>from ↓, arrives in →</source>
            <translation>来自 ↓ 到达 →</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>各县以外</translation>
        </message>
        <message>
            <source>{sender} → {receiver}: {amount}</source>
            <translation>{sender} → {receiver}：{amount}</translation>
        </message>
        <message>
            <source>{share} of it comes from another county.</source>
            <translation>其中 {share} 来自外县。</translation>
        </message>
        <message>
            <source>{substance}, {unit}.</source>
            <translation>{substance}，{unit}。</translation>
        </message>
    </context>
    <context>
        <name>RecordCard</name>
        <message>
            <source>2026-05-01</source>
            <translation>2026-05-01</translation>
        </message>
        <message>
            <source>Another one like this</source>
            <translation>照此再登记一个</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Change a record</source>
            <translation>修改登记</translation>
        </message>
        <message>
            <source>Click on the map, or type 116.6368, 40.75</source>
            <translation>在图上单击，或键入 116.6368, 40.75</translation>
        </message>
        <message>
            <source>Click on the map, or type coordinates, one point on each line</source>
            <translation>在图上逐点单击，或键入坐标，每行一点</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标</translation>
        </message>
        <message>
            <source>Degrees (116.6368, 40.75 or 116°38′12.5″E 40°45′N) or grid metres (X, Y; with or without the zone number)</source>
            <translation>经纬度（116.6368, 40.75 或 116°38′12.5″E 40°45′N），或平面坐标（X, Y，带不带带号均可）</translation>
        </message>
        <message>
            <source>Delete this record</source>
            <translation>删除此条登记</translation>
        </message>
        <message>
            <source>Draw it anew</source>
            <translation>重新绘制</translation>
        </message>
        <message>
            <source>Keep it in the plan (Enter)</source>
            <translation>写入规划（回车）</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Record by hand</source>
            <translation>手工登记</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>What is recorded</source>
            <translation>登记的种类</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>不详</translation>
        </message>
    </context>
    <context>
        <name>RecordControl</name>
        <message>
            <source>A line needs at least two points.</source>
            <translation>线至少要有两个点。</translation>
        </message>
        <message>
            <source>An area needs at least three corners.</source>
            <translation>范围至少要有三个角点。</translation>
        </message>
        <message>
            <source>Line {number} of the coordinates is no place in China.</source>
            <translation>坐标第 {number} 行不是中国境内的位置。</translation>
        </message>
        <message>
            <source>Recorded: {record}.</source>
            <translation>已登记：{record}。</translation>
        </message>
        <message>
            <source>The sides cross. Move or remove a corner.</source>
            <translation>边线自相交，请移动或删除角点。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{field}: “{text}” is no date, like 2026-05-01.</source>
            <translation>{field}：“{text}”不是日期，应写成 2026-05-01。</translation>
        </message>
        <message>
            <source>{field}: “{text}” is no number.</source>
            <translation>{field}：“{text}”不是数字。</translation>
        </message>
    </context>
    <context>
        <name>RecordLineTool</name>
        <message>
            <source>Drag to move all of it</source>
            <translation>拖动可整体移动</translation>
        </message>
    </context>
    <context>
        <name>Records</name>
        <message>
            <source>Area of a hazard source</source>
            <translation>危险源范围</translation>
        </message>
        <message>
            <source>Boundary marker</source>
            <translation>界桩</translation>
        </message>
        <message>
            <source>Checkpoint</source>
            <translation>检查站</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>封闭</translation>
        </message>
        <message>
            <source>Closed from</source>
            <translation>封闭起</translation>
        </message>
        <message>
            <source>Closed road</source>
            <translation>封闭道路</translation>
        </message>
        <message>
            <source>Closed until</source>
            <translation>封闭止</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>相邻县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Danger</source>
            <translation>危险等级</translation>
        </message>
        <message>
            <source>Dangerous road</source>
            <translation>危险路段</translation>
        </message>
        <message>
            <source>Depot</source>
            <translation>仓库</translation>
        </message>
        <message>
            <source>Drawn downstream</source>
            <translation>顺流绘制</translation>
        </message>
        <message>
            <source>Firebreak</source>
            <translation>防火隔离带</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>危险类别</translation>
        </message>
        <message>
            <source>Hazard source</source>
            <translation>危险源</translation>
        </message>
        <message>
            <source>Height (m)</source>
            <translation>高度（m）</translation>
        </message>
        <message>
            <source>Households</source>
            <translation>户数</translation>
        </message>
        <message>
            <source>It has no name yet.</source>
            <translation>还没有名称。</translation>
        </message>
        <message>
            <source>It has no place yet: click on the map, or type coordinates.</source>
            <translation>还没有位置：请在图上单击，或键入坐标。</translation>
        </message>
        <message>
            <source>It lies outside every county of the plan.</source>
            <translation>位于规划各县之外。</translation>
        </message>
        <message>
            <source>It would be closed until {end}, before it begins on {begin}.</source>
            <translation>封闭截止日 {end} 早于开始日 {begin}。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Lookout</source>
            <translation>瞭望塔</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Note along a line</source>
            <translation>标注线</translation>
        </message>
        <message>
            <source>Note at a point</source>
            <translation>标注点</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>One without a name</source>
            <translation>一个未命名的</translation>
        </message>
        <message>
            <source>Patrol route</source>
            <translation>巡护路线</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Recorded (UTC)</source>
            <translation>登记时间（UTC）</translation>
        </message>
        <message>
            <source>Recorded: {kind}</source>
            <translation>手工登记：{kind}</translation>
        </message>
        <message>
            <source>River</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>Road</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Species</source>
            <translation>树种</translation>
        </message>
        <message>
            <source>Stock (m³)</source>
            <translation>蓄积（m³）</translation>
        </message>
        <message>
            <source>Supplies</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>There is one called {name} already.</source>
            <translation>已有名为“{name}”的登记。</translation>
        </message>
        <message>
            <source>Turnout (min)</source>
            <translation>出动（分钟）</translation>
        </message>
        <message>
            <source>Village</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>宽度（m）</translation>
        </message>
        <message>
            <source>{kind}: click along it; right-click or Enter ends the line</source>
            <translation>{kind}：沿线单击，右键或回车结束</translation>
        </message>
        <message>
            <source>{kind}: click around it; right-click or Enter closes it</source>
            <translation>{kind}：绕其单击，右键或回车闭合</translation>
        </message>
        <message>
            <source>{kind}: click where it is</source>
            <translation>{kind}：单击所在位置</translation>
        </message>
        <message>
            <source>{name} is there already, {distance} away.</source>
            <translation>{distance} 内已有“{name}”。</translation>
        </message>
    </context>
    <context>
        <name>RecordsPanel</name>
        <message>
            <source>Another one like this</source>
            <translation>照此再登记一个</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Depots, teams, villages, boundary markers, checkpoints, routes and closed roads that no file holds are recorded here: choose what it is, click where it is, type what you know.</source>
            <translation>没有文件的仓库、队伍、村庄、界桩、检查站、路线和封闭道路在这里登记：选种类，单击位置，填写所知。</translation>
        </message>
        <message>
            <source>Everything ({count})</source>
            <translation>全部（{count}）</translation>
        </message>
        <message>
            <source>Inside these counties, where the layer shows nothing there is nothing. For all others it is unknown.</source>
            <translation>在这些县内，图层上没有即为没有；其他各县视为未知。</translation>
        </message>
        <message>
            <source>Latitude (°)</source>
            <translation>纬度（°）</translation>
        </message>
        <message>
            <source>Length (m)</source>
            <translation>长度（m）</translation>
        </message>
        <message>
            <source>Longitude (°)</source>
            <translation>经度（°）</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Recorded</source>
            <translation>登记时间</translation>
        </message>
        <message>
            <source>Recorded by hand</source>
            <translation>手工登记</translation>
        </message>
        <message>
            <source>Select a record first</source>
            <translation>请先选择一条登记</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在图上显示</translation>
        </message>
        <message>
            <source>Taken for complete in: {counties}. The layer's card changes that.</source>
            <translation>以下县视为已登记齐全：{counties}。可在图层卡片中更改。</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>What</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>What is listed</source>
            <translation>列出的种类</translation>
        </message>
        <message>
            <source>hm²</source>
            <translation>hm²</translation>
        </message>
        <message>
            <source>no county</source>
            <translation>无</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>县外</translation>
        </message>
        <message>
            <source>unnamed</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>{kind} ({count})</source>
            <translation>{kind}（{count}）</translation>
        </message>
    </context>
    <context>
        <name>RedoControl</name>
        <message>
            <source>Working figures out</source>
            <translation>正在推算数字</translation>
        </message>
    </context>
    <context>
        <name>RedoRow</name>
        <message>
            <source>Burnt</source>
            <translation>过火面积</translation>
        </message>
        <message>
            <source>Burnt across the lines by one fire</source>
            <translation>一次起火在界线另一侧过火</translation>
        </message>
        <message>
            <source>Holds: the same to the last bit.</source>
            <translation>成立：逐位相同。</translation>
        </message>
        <message>
            <source>Minutes to the next county</source>
            <translation>到邻县的分钟数</translation>
        </message>
        <message>
            <source>Places it comes to</source>
            <translation>到达的地点数</translation>
        </message>
        <message>
            <source>Re-derive</source>
            <translation>重新推算</translation>
        </message>
        <message>
            <source>Read the land of the plan anew, run the same again, and compare number by number</source>
            <translation>重新读取规划中的地物，按相同条件再算一次并逐个比较</translation>
        </message>
        <message>
            <source>fuel or barriers</source>
            <translation>可燃物或阻隔</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>the counties</source>
            <translation>县界</translation>
        </message>
        <message>
            <source>the land the cells cover</source>
            <translation>网格范围</translation>
        </message>
        <message>
            <source>the people</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>the places</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>the terrain</source>
            <translation>地形</translation>
        </message>
        <message>
            <source>working it out…</source>
            <translation>正在推算…</translation>
        </message>
        <message>
            <source>{figure}: was {was}, is now {now}; {count} numbers differ, because {inputs} changed.</source>
            <translation>{figure}：原为 {was}，现为 {now}；{count} 个数不同，因为{inputs}有改动。</translation>
        </message>
        <message>
            <source>{figure}: was {was}, is now {now}; {count} numbers differ, though nothing it rests on changed.</source>
            <translation>{figure}：原为 {was}，现为 {now}；{count} 个数不同，而所依据的内容没有改动。</translation>
        </message>
    </context>
    <context>
        <name>Register</name>
        <message>
            <source>Agreements and mechanisms: who is bound, where, by what, until when.</source>
            <translation>协议与机制：谁、在哪里、约定什么、到何时。</translation>
        </message>
        <message>
            <source>Drills that were held, and what came out of them.</source>
            <translation>举行过的演练及其总结。</translation>
        </message>
        <message>
            <source>Help that one county gave another: what, with how many people, for how long, at what cost.</source>
            <translation>一县对另一县的支援：做了什么、多少人、多久、花了多少。</translation>
        </message>
        <message>
            <source>Joint committees, their branches, offices and working groups: members, chair, duty roster.</source>
            <translation>联防委员会及分会、办公室、工作组：成员、轮值、值班表。</translation>
        </message>
        <message>
            <source>Meetings with what was decided and by when, joint patrols and inspections.</source>
            <translation>会议及议定事项和期限、联合巡护与联合检查。</translation>
        </message>
        <message>
            <source>Own entries of the calendar, and what was moved or left out there.</source>
            <translation>自己添加的日程，以及在日程中改期或不再办理的事项。</translation>
        </message>
        <message>
            <source>What was lent, requisitioned or is to be compensated: due, returned, its value and what was settled.</source>
            <translation>借用、征用和应补偿的：应还日、归还日、价值、已结多少。</translation>
        </message>
        <message>
            <source>Who does what in each phase, in each part of a zone. Fill it from the zones, then edit it.</source>
            <translation>各共同责任区分县、分阶段由谁做什么。先由共同责任区填写，再人工修改。</translation>
        </message>
        <message>
            <source>Whom to ring in each county.</source>
            <translation>各县找谁联系。</translation>
        </message>
    </context>
    <context>
        <name>RegisterControl</name>
        <message>
            <source> (forest of {count} not known)</source>
            <translation>（{count} 条森林不详）</translation>
        </message>
        <message>
            <source>Export the register</source>
            <translation>导出登记簿</translation>
        </message>
        <message>
            <source>Read a workbook into the register</source>
            <translation>读入登记簿工作簿</translation>
        </message>
        <message>
            <source>Reading the workbook</source>
            <translation>正在读工作簿</translation>
        </message>
        <message>
            <source>Save a template</source>
            <translation>保存模板</translation>
        </message>
        <message>
            <source>Workbook ({pattern})</source>
            <translation>工作簿 ({pattern})</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>no drill</source>
            <translation>无演练记录</translation>
        </message>
        <message>
            <source>register template</source>
            <translation>登记簿模板</translation>
        </message>
        <message>
            <source>{added} new, {renewed} renewed; kept: {differing} that differ, {gone} without a zone</source>
            <translation>新增 {added} 行，更新 {renewed} 行；保留：与共同责任区不同 {differing} 行，共同责任区已不存在 {gone} 行</translation>
        </message>
        <message>
            <source>{count} rows read into the register</source>
            <translation>已读入登记簿 {count} 行</translation>
        </message>
        <message>
            <source>{hazard}, {date}: {km} km, forest {ha} hm²</source>
            <translation>{hazard}，{date}：{km} km，森林 {ha} hm²</translation>
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation>{names}等（另 {count} 项）</translation>
        </message>
        <message>
            <source>{plan} register</source>
            <translation>{plan} 登记簿</translation>
        </message>
        <message>
            <source>{state}  {km} km  {ha} hm²</source>
            <translation>{state}　{km} km　{ha} hm²</translation>
        </message>
    </context>
    <context>
        <name>RegisterForm</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>e.g. 2026-05-01</source>
            <translation>如 2026-05-01</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>“{text}” is no date; write it as 2026-05-01.</source>
            <translation>“{text}”不是日期，请写成 2026-05-01。</translation>
        </message>
        <message>
            <source>“{text}” is no number from 0 up; leave it blank when it is not known.</source>
            <translation>“{text}”不是不小于 0 的数；不知道就留空。</translation>
        </message>
    </context>
    <context>
        <name>RegisterImport</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>No row can be taken.</source>
            <translation>没有可读入的行。</translation>
        </message>
        <message>
            <source>Read a workbook into the register</source>
            <translation>读入登记簿工作簿</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>工作表</translation>
        </message>
        <message>
            <source>Take the rows</source>
            <translation>读入这些行</translation>
        </message>
        <message>
            <source>What is wrong</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>What is wrong in the workbook</source>
            <translation>工作簿里的问题</translation>
        </message>
        <message>
            <source>{count} rows can be taken: {books}</source>
            <translation>可读入 {count} 行：{books}</translation>
        </message>
        <message>
            <source>{count} rows with errors are left out; mend them in the workbook and read it again.</source>
            <translation>{count} 行有错误，没有读；请在工作簿里改正后再读一次。</translation>
        </message>
    </context>
    <context>
        <name>RegisterTask</name>
        <message>
            <source>Looking through the register</source>
            <translation>正在查登记簿</translation>
        </message>
    </context>
    <context>
        <name>RegisterWindow</name>
        <message>
            <source>Add</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Add what the zones give; what a person wrote stays, and differences are marked</source>
            <translation>补入共同责任区给出的内容；人工填写的不动，差异加标记</translation>
        </message>
        <message>
            <source>Agreement register</source>
            <translation>协议登记簿</translation>
        </message>
        <message>
            <source>Choose a row to see and change all its columns, or add one.</source>
            <translation>选一行查看和修改全部列，或新增一行。</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Fill from the zones</source>
            <translation>由共同责任区填写</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Read a workbook…</source>
            <translation>读工作簿…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Tables of the register</source>
            <translation>登记簿各表</translation>
        </message>
        <message>
            <source>Template…</source>
            <translation>模板…</translation>
        </message>
    </context>
    <context>
        <name>ReleaseCard</name>
        <message>
            <source>At the earliest: distance by wind speed</source>
            <translation>最早：距离除以风速</translation>
        </message>
        <message>
            <source>Click a plant on the map, or type a coordinate</source>
            <translation>在图上点选厂站，或输入坐标</translation>
        </message>
        <message>
            <source>Copy…</source>
            <translation>另存表…</translation>
        </message>
        <message>
            <source>Counties it comes to</source>
            <translation>影响到的县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Degrees in any notation, or X and Y with or without the zone's number; Enter runs</source>
            <translation>任意写法的度数，或带不带带号的 X、Y；回车即推算</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Places it comes to</source>
            <translation>影响到的地点</translation>
        </message>
        <message>
            <source>Read your own table of protective distances (CSV, columns as in the one that comes along)</source>
            <translation>读入本地的防护距离表（CSV，列与随附表相同）</translation>
        </message>
        <message>
            <source>Release into the air</source>
            <translation>气体泄漏</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推算</translation>
        </message>
        <message>
            <source>Save the table in use as a CSV, to be corrected and read again</source>
            <translation>把正在用的表存为 CSV，改正后再读入</translation>
        </message>
        <message>
            <source>Table…</source>
            <translation>换表…</translation>
        </message>
        <message>
            <source>The plan's own table</source>
            <translation>用本规划自己的表</translation>
        </message>
        <message>
            <source>The table that comes along, not authoritative</source>
            <translation>用随附表，非权威</translation>
        </message>
        <message>
            <source>Time is distance by wind speed, the earliest anything can be there. No terrain, no dense gas.</source>
            <translation>时间为距离除以风速，即最早可能到达的时间。不计地形和重气效应。</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Where it gets into the air</source>
            <translation>泄漏地点</translation>
        </message>
        <message>
            <source>With these numbers it comes nowhere: the threshold is reached at no distance.</source>
            <translation>按这些数值不影响任何地方：任何距离都达不到阈值。</translation>
        </message>
        <message>
            <source>Work it out with these numbers (Enter)</source>
            <translation>按这些数值推算（回车）</translation>
        </message>
        <message>
            <source>a place without a source</source>
            <translation>未登记风险源的地点</translation>
        </message>
        <message>
            <source>min</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>各县以外</translation>
        </message>
    </context>
    <context>
        <name>ReleaseControl</name>
        <message>
            <source>Reading…</source>
            <translation>读取中…</translation>
        </message>
        <message>
            <source>Save the table</source>
            <translation>保存表格</translation>
        </message>
        <message>
            <source>Table (*.csv)</source>
            <translation>表格 (*.csv)</translation>
        </message>
        <message>
            <source>Table of protective distances</source>
            <translation>防护距离表</translation>
        </message>
        <message>
            <source>Working it out…</source>
            <translation>推算中…</translation>
        </message>
        <message>
            <source>Written: {name}</source>
            <translation>已写入：{name}</translation>
        </message>
        <message>
            <source>protective distances.csv</source>
            <translation>防护距离表.csv</translation>
        </message>
    </context>
    <context>
        <name>Rescue</name>
        <message>
            <source>Open the earlier version…</source>
            <translation>打开早先版本…</translation>
        </message>
        <message>
            <source>Salvage into a new plan…</source>
            <translation>抢救到新规划…</translation>
        </message>
        <message>
            <source>There is also an earlier version, of {when}.</source>
            <translation>另有 {when} 的早先版本。</translation>
        </message>
        <message>
            <source>What can be saved of it goes into a new plan, with a list. This file is not changed.</source>
            <translation>能抢救的内容会存为一份新规划，并列出清单。原文件不动。</translation>
        </message>
    </context>
    <context>
        <name>RescueControl</name>
        <message>
            <source>Lianfang plans (*{suffix})</source>
            <translation>联防规划 (*{suffix})</translation>
        </message>
        <message>
            <source>Save what can be saved in a new plan</source>
            <translation>抢救到新规划</translation>
        </message>
        <message>
            <source>salvaged</source>
            <translation>抢救</translation>
        </message>
        <message>
            <source>{name} cannot be opened; it may be damaged</source>
            <translation>{name} 无法打开，可能已损坏</translation>
        </message>
    </context>
    <context>
        <name>Response</name>
        <message>
            <source>Back</source>
            <translation>返程</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Coverage by county</source>
            <translation>分县覆盖</translation>
        </message>
        <message>
            <source>Each</source>
            <translation>人均</translation>
        </message>
        <message>
            <source>First for</source>
            <translation>先到人口</translation>
        </message>
        <message>
            <source>Foot</source>
            <translation>步行</translation>
        </message>
        <message>
            <source>From the alarm to arrival, turn-out included</source>
            <translation>接警至到场，含集结</translation>
        </message>
        <message>
            <source>Helps</source>
            <translation>施援</translation>
        </message>
        <message>
            <source>In all</source>
            <translation>总量</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>推迟</translation>
        </message>
        <message>
            <source>Loss of one</source>
            <translation>失去一处</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>失去覆盖</translation>
        </message>
        <message>
            <source>Mean minutes those people wait longer for the next</source>
            <translation>这些人平均多等下一支的分钟数</translation>
        </message>
        <message>
            <source>Minutes back: down a slope is not up it</source>
            <translation>返程分钟数：下坡与上坡不同</translation>
        </message>
        <message>
            <source>Minutes on foot</source>
            <translation>步行分钟数</translation>
        </message>
        <message>
            <source>Minutes on the road, with the way to it</source>
            <translation>车行分钟数，含到道路的一段</translation>
        </message>
        <message>
            <source>Minutes saved</source>
            <translation>节省的时间</translation>
        </message>
        <message>
            <source>Minutes saved for each unit of the county that is helped</source>
            <translation>受援县每单位节省的分钟数</translation>
        </message>
        <message>
            <source>Minutes saved × what is weighed</source>
            <translation>节省的分钟数 × 加权量</translation>
        </message>
        <message>
            <source>Own</source>
            <translation>本县</translation>
        </message>
        <message>
            <source>People it is the first to reach</source>
            <translation>由其最先到达的人口</translation>
        </message>
        <message>
            <source>People nobody reaches within the minutes of the slider then</source>
            <translation>失去它后，滑块时间内无人可到的人口</translation>
        </message>
        <message>
            <source>People of the team</source>
            <translation>队伍人数</translation>
        </message>
        <message>
            <source>Reinforcements</source>
            <translation>增援名单</translation>
        </message>
        <message>
            <source>Road</source>
            <translation>车行</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>节省</translation>
        </message>
        <message>
            <source>Share that its own are at in time</source>
            <translation>本县按时可到的占比</translation>
        </message>
        <message>
            <source>Share that somebody of any county is at in time</source>
            <translation>任一县按时可到的占比</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Who arrives</source>
            <translation>谁到场</translation>
        </message>
        <message>
            <source>Whom</source>
            <translation>受援</translation>
        </message>
        <message>
            <source>Without</source>
            <translation>失去</translation>
        </message>
        <message>
            <source>min</source>
            <translation>分钟</translation>
        </message>
    </context>
    <context>
        <name>ResponseCard</name>
        <message>
            <source>By road, then on foot (Tobler), turn-out included; no more than {minutes} min.</source>
            <translation>先行车后步行（Tobler），含集结；不超过 {minutes} 分钟。</translation>
        </message>
        <message>
            <source>Click anywhere on the map: who is there when.</source>
            <translation>点地图任意处：谁何时到。</translation>
        </message>
        <message>
            <source>Click roads, bridges or gates on the map: what if they were closed; nothing is stored</source>
            <translation>在地图上点道路、桥或卡口：假如封闭会怎样；不保存</translation>
        </message>
        <message>
            <source>Close a road or bridge</source>
            <translation>封闭道路或桥</translation>
        </message>
        <message>
            <source>Coverage by county</source>
            <translation>分县覆盖</translation>
        </message>
        <message>
            <source>Dearest: without {name}, {people} people wait {minutes} min longer.</source>
            <translation>影响最大：失去{name}，{people} 人要多等 {minutes} 分钟。</translation>
        </message>
        <message>
            <source>Depots or teams not known: {counties}.</source>
            <translation>仓库或队伍未知：{counties}。</translation>
        </message>
        <message>
            <source>In {county}:</source>
            <translation>位于{county}：</translation>
        </message>
        <message>
            <source>Level ground: the plan has no terrain.</source>
            <translation>规划里没有地形，按平地计。</translation>
        </message>
        <message>
            <source>Line between own and together</source>
            <translation>本县与联防的分界</translation>
        </message>
        <message>
            <source>Line between two counties</source>
            <translation>两县交界</translation>
        </message>
        <message>
            <source>Loss of one</source>
            <translation>失去一处</translation>
        </message>
        <message>
            <source>Most: {helper} saves {helped} {mean} min each of its {unit}.</source>
            <translation>最多：{helper}为{helped}平均节省 {mean} 分钟（按{unit}）。</translation>
        </message>
        <message>
            <source>Move the line: left of it what its own reach, right of it what both sides reach</source>
            <translation>移动分界线：左侧为本县可到，右侧为联防可到</translation>
        </message>
        <message>
            <source>Neighbour: {name} ({county}), {minutes} min</source>
            <translation>邻县：{name}（{county}），{minutes} 分钟</translation>
        </message>
        <message>
            <source>No neighbour is anywhere sooner than its own.</source>
            <translation>没有一处是邻县先到。</translation>
        </message>
        <message>
            <source>Nobody is at this line within {minutes} min.</source>
            <translation>{minutes} 分钟内无人可到这条交界线。</translation>
        </message>
        <message>
            <source>Nobody is there within {minutes} min.</source>
            <translation>{minutes} 分钟内无人可到。</translation>
        </message>
        <message>
            <source>Open again ({count})</source>
            <translation>恢复通行（{count}）</translation>
        </message>
        <message>
            <source>Open again what was closed here; recorded closed roads stay closed</source>
            <translation>恢复这里封闭的；登记的封闭道路仍然封闭</translation>
        </message>
        <message>
            <source>Outside every county:</source>
            <translation>各县之外：</translation>
        </message>
        <message>
            <source>Own: {name}, {minutes} min</source>
            <translation>本县：{name}，{minutes} 分钟</translation>
        </message>
        <message>
            <source>People not known: {counties}.</source>
            <translation>人口未知：{counties}。</translation>
        </message>
        <message>
            <source>Reinforcements of a line</source>
            <translation>交界增援名单</translation>
        </message>
        <message>
            <source>Roads not known: {counties}.</source>
            <translation>道路未知：{counties}。</translation>
        </message>
        <message>
            <source>Save everything as a workbook, with access and suggested sites</source>
            <translation>全部存为工作簿，含可及性和建议布点</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Strength of those that say it: {people}.</source>
            <translation>已注明人数的共 {people} 人。</translation>
        </message>
        <message>
            <source>Times on the map</source>
            <translation>到场时间图</translation>
        </message>
        <message>
            <source>What is shown</source>
            <translation>显示什么</translation>
        </message>
        <message>
            <source>What is weighed</source>
            <translation>按何加权</translation>
        </message>
        <message>
            <source>Who gets there first</source>
            <translation>谁先到</translation>
        </message>
        <message>
            <source>Who helps whom</source>
            <translation>谁帮谁</translation>
        </message>
        <message>
            <source>Whose times</source>
            <translation>谁的时间</translation>
        </message>
        <message>
            <source>Within how many minutes</source>
            <translation>多少分钟以内</translation>
        </message>
        <message>
            <source>Within {minutes} min: {own} by its own, {joint} together.</source>
            <translation>{minutes} 分钟内：本县可到 {own}，联防可到 {joint}。</translation>
        </message>
        <message>
            <source>Working out the reinforcements…</source>
            <translation>正在计算增援名单…</translation>
        </message>
        <message>
            <source>everybody together</source>
            <translation>各县合计</translation>
        </message>
        <message>
            <source>forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>land</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>各县之外</translation>
        </message>
        <message>
            <source>own</source>
            <translation>本县</translation>
        </message>
        <message>
            <source>own only</source>
            <translation>仅本县</translation>
        </message>
        <message>
            <source>own | together</source>
            <translation>本县 | 联防</translation>
        </message>
        <message>
            <source>people</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>together</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>{count} are at this line within 60 min.</source>
            <translation>60 分钟内 {count} 支可到这条线。</translation>
        </message>
        <message>
            <source>{helper} → {helped}: {saved} min × {unit} saved</source>
            <translation>{helper} → {helped}：节省 {saved} 分钟×{unit}</translation>
        </message>
        <message>
            <source>≤ {minutes} min</source>
            <translation>≤ {minutes} 分钟</translation>
        </message>
    </context>
    <context>
        <name>ResponseControl</name>
        <message>
            <source>Minutes after the alarm</source>
            <translation>接警后分钟数</translation>
        </message>
        <message>
            <source>There is no road here. Zoom in and click nearer to it.</source>
            <translation>这里没有道路。放大后再点近一些。</translation>
        </message>
        <message>
            <source>Working out who comes when…</source>
            <translation>正在计算到场时间…</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>own</source>
            <translation>本县</translation>
        </message>
        <message>
            <source>together</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>{plan} response</source>
            <translation>{plan} 到场时间</translation>
        </message>
    </context>
    <context>
        <name>ResponseTask</name>
        <message>
            <source>Working out who comes when</source>
            <translation>计算到场时间</translation>
        </message>
    </context>
    <context>
        <name>RiverListControl</name>
        <message>
            <source>10 km of provincial rivers</source>
            <translation>省界河流 10 km 范围</translation>
        </message>
        <message>
            <source>Direction not known, or a loose piece</source>
            <translation>流向不明或孤立河段</translation>
        </message>
        <message>
            <source>Excel workbook (*.xlsx)</source>
            <translation>Excel 工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>GeoPackage, map layers (*.gpkg)</source>
            <translation>GeoPackage 图层 (*.gpkg)</translation>
        </message>
        <message>
            <source>Rivers</source>
            <translation>县界河流</translation>
        </message>
        <message>
            <source>Save the lists</source>
            <translation>保存清单</translation>
        </message>
        <message>
            <source>Standards apart, orange</source>
            <translation>防洪标准不一致（橙）</translation>
        </message>
        <message>
            <source>Standards apart, yellow</source>
            <translation>防洪标准不一致（黄）</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>{plan} rivers</source>
            <translation>{plan} 县界河流</translation>
        </message>
    </context>
    <context>
        <name>RiverPages</name>
        <message>
            <source>Floods and low land</source>
            <translation>河流：防洪与低地</translation>
        </message>
        <message>
            <source>How much water they carry; it chooses the given speed</source>
            <translation>河道水量；给定流速按它选取</translation>
        </message>
        <message>
            <source>Jobson 1996</source>
            <translation>Jobson 1996</translation>
        </message>
        <message>
            <source>Manning's formula</source>
            <translation>曼宁公式</translation>
        </message>
        <message>
            <source>Speed of the water by</source>
            <translation>流速方法</translation>
        </message>
        <message>
            <source>Stage of the rivers</source>
            <translation>水情</translation>
        </message>
        <message>
            <source>Water: speed and spills</source>
            <translation>河流：流速与水污染</translation>
        </message>
        <message>
            <source>What Manning or Jobson lack is replaced by the given speed, and said</source>
            <translation>曼宁或 Jobson 公式缺资料处改用给定流速，并加以说明</translation>
        </message>
        <message>
            <source>speed by stage</source>
            <translation>按水情给定流速</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
    </context>
    <context>
        <name>RiverRows</name>
        <message>
            <source>A length, a distance or a height, by the problem</source>
            <translation>长度、距离或高差，视问题而定</translation>
        </message>
        <message>
            <source>A side without a levee in the data is unknown, not zero.</source>
            <translation>没有堤防资料的一侧是不详，不是零。</translation>
        </message>
        <message>
            <source>At least one higher flood in {years} years: {sides}</source>
            <translation>{years} 年内至少一次超标洪水：{sides}</translation>
        </message>
        <message>
            <source>Counted by {raster}</source>
            <translation>按栅格统计：{raster}</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Direction not known</source>
            <translation>流向不明</translation>
        </message>
        <message>
            <source>Farthest, m</source>
            <translation>最远 m</translation>
        </message>
        <message>
            <source>Height not known: {area}</source>
            <translation>高程不详：{area}</translation>
        </message>
        <message>
            <source>Land of</source>
            <translation>所在县</translation>
        </message>
        <message>
            <source>Land of {county} within 10 km outside the banks: {area}</source>
            <translation>{county}位于河岸外侧 10 km 以内：{area}</translation>
        </message>
        <message>
            <source>Left | right</source>
            <translation>左岸 | 右岸</translation>
        </message>
        <message>
            <source>Length, m</source>
            <translation>长度 m</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Line of</source>
            <translation>界线两侧</translation>
        </message>
        <message>
            <source>No column says which way it runs, and the land is too flat to tell. Nothing is traced along it.</source>
            <translation>属性没有写明流向，地形又太平，无法判断；不沿它推算。</translation>
        </message>
        <message>
            <source>Off the line of {pair} over {length}, {mean} m on average, {greatest} m at most.</source>
            <translation>偏离{pair}界线，长 {length}，平均 {mean} m，最远 {greatest} m。</translation>
        </message>
        <message>
            <source>Only {county} is overtopped: {chance} a year</source>
            <translation>只有{county}一侧漫溢：每年 {chance}</translation>
        </message>
        <message>
            <source>Outlets</source>
            <translation>出口</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>People {people}, {range} with the line moved by its precision</source>
            <translation>人口 {people}；界线移动一个精度时为 {range}</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Reaches</source>
            <translation>河段</translation>
        </message>
        <message>
            <source>River</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>程度</translation>
        </message>
        <message>
            <source>Sides are those of the line as drawn</source>
            <translation>左右按线的绘制方向</translation>
        </message>
        <message>
            <source>The line stays where it is (行政区域界线管理条例 art. 7); the river does not move it.</source>
            <translation>界线不随河流改变（行政区域界线管理条例第七条）。</translation>
        </message>
        <message>
            <source>The water is pushed onto the lower side downstream.</source>
            <translation>洪水压向标准较低的下游侧。</translation>
        </message>
        <message>
            <source>Up to {limit} m above the nearest river</source>
            <translation>高出最近河道 {limit} m 以内</translation>
        </message>
        <message>
            <source>With the county lines moved by their precision to either side</source>
            <translation>县界向两侧各移动一个精度时</translation>
        </message>
        <message>
            <source>Within {limit} m of a river</source>
            <translation>距河 {limit} m 以内</translation>
        </message>
        <message>
            <source>Works that drain, dam, divert or store water there need agreement or approval (河道管理条例 art. 19).</source>
            <translation>该范围内的排水、阻水、引水、蓄水工程和河道整治须经协商或批准（河道管理条例第十九条）。</translation>
        </message>
        <message>
            <source>Years, side by side</source>
            <translation>两侧标准（年）</translation>
        </message>
        <message>
            <source>left bank {left}, right bank {right}, {length}</source>
            <translation>左岸{left}，右岸{right}，{length}</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>外县</translation>
        </message>
        <message>
            <source>{county}: {area} that may be under water, {places} villages and works in it</source>
            <translation>{county}：可能受淹 {area}，其中村庄和设施 {places} 处</translation>
        </message>
        <message>
            <source>{count} places have no figure</source>
            <translation>{count} 处没有人口数</translation>
        </message>
        <message>
            <source>{distance} along the river as drawn</source>
            <translation>沿河里程 {distance}（按绘制方向）</translation>
        </message>
        <message>
            <source>{length} of river, {outlets} outlets, direction unknown over {open}</source>
            <translation>河长 {length}，出口 {outlets} 个，流向不明 {open}</translation>
        </message>
        <message>
            <source>{problem}: {river}</source>
            <translation>{problem}：{river}</translation>
        </message>
    </context>
    <context>
        <name>RiverTask</name>
        <message>
            <source>Following rivers</source>
            <translation>推算河流</translation>
        </message>
    </context>
    <context>
        <name>RiversPanel</name>
        <message>
            <source>Following the rivers…</source>
            <translation>正在推算河流…</translation>
        </message>
        <message>
            <source>It comes from the east</source>
            <translation>水从东边来</translation>
        </message>
        <message>
            <source>It comes from the north</source>
            <translation>水从北边来</translation>
        </message>
        <message>
            <source>It comes from the south</source>
            <translation>水从南边来</translation>
        </message>
        <message>
            <source>It comes from the west</source>
            <translation>水从西边来</translation>
        </message>
        <message>
            <source>Kept with the plan; Ctrl+Z takes it back</source>
            <translation>随规划保存；Ctrl+Z 撤销</translation>
        </message>
        <message>
            <source>Land a few metres above the rivers, by county, and who lives there. It is a screening map: no discharge, no levee, no backwater.</source>
            <translation>高出河道几米以内的土地，按县统计，并列出其中的人口。这是筛查图：不计流量、堤防和回水。</translation>
        </message>
        <message>
            <source>Nothing of this kind.</source>
            <translation>没有此类内容。</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>在图上显示</translation>
        </message>
        <message>
            <source>Rivers at the line</source>
            <translation>县界河流</translation>
        </message>
        <message>
            <source>Save the lists…</source>
            <translation>保存清单…</translation>
        </message>
        <message>
            <source>Screen the low land</source>
            <translation>筛查沿河低地</translation>
        </message>
        <message>
            <source>Sections, banks, mismatches, departures and the legal band over the map</source>
            <translation>在地图上显示断面、左右岸、标准不一致、偏离和省界 10 km 范围</translation>
        </message>
        <message>
            <source>Where rivers cross or follow the county lines, which way they run, and what is wrong with their network is listed here. Add river lines first.</source>
            <translation>这里列出河流在哪里穿过或沿着县界、往哪里流、河网有什么问题。请先加入河流线。</translation>
        </message>
        <message>
            <source>Which list of rivers</source>
            <translation>选择河流清单</translation>
        </message>
    </context>
    <context>
        <name>Roads</name>
        <message>
            <source>crosses</source>
            <translation>穿过</translation>
        </message>
        <message>
            <source>follows</source>
            <translation>沿界</translation>
        </message>
    </context>
    <context>
        <name>RoadsPanel</name>
        <message>
            <source>Carries {what}, its data says.</source>
            <translation>道路资料注明载有{what}。</translation>
        </message>
        <message>
            <source>Carries {what}, you said.</source>
            <translation>人工标注载有{what}。</translation>
        </message>
        <message>
            <source>Carries {what}: such a source lies beside it.</source>
            <translation>载有{what}：路旁有这种危险源。</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>情境</translation>
        </message>
        <message>
            <source>Class {name}: {what}</source>
            <translation>情境 {name}：{what}</translation>
        </message>
        <message>
            <source>Dangerous goods</source>
            <translation>危险货物</translation>
        </message>
        <message>
            <source>Dangerous goods on this road</source>
            <translation>这条道路上的危险货物</translation>
        </message>
        <message>
            <source>Does</source>
            <translation>关系</translation>
        </message>
        <message>
            <source>Exposed is who lives within {distance} of it; a distance, not a plume.</source>
            <translation>承灾对象为 {distance} 以内的居民；是距离，不是扩散。</translation>
        </message>
        <message>
            <source>Kind of road</source>
            <translation>道路等级</translation>
        </message>
        <message>
            <source>Latitude</source>
            <translation>纬度</translation>
        </message>
        <message>
            <source>Lead: {lead}. Shares: {shares}</source>
            <translation>牵头：{lead}。比例：{shares}</translation>
        </message>
        <message>
            <source>Length (m)</source>
            <translation>长度（m）</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Longitude</source>
            <translation>经度</translation>
        </message>
        <message>
            <source>Road</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Road without a name</source>
            <translation>无名道路</translation>
        </message>
        <message>
            <source>Roads at the line</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>Roads that cross or follow a line between counties are listed here once the zones are derived.</source>
            <translation>推导责任区之后，这里列出穿过或沿着县界的道路。</translation>
        </message>
        <message>
            <source>Save the list…</source>
            <translation>保存清单…</translation>
        </message>
        <message>
            <source>Too little of it lies near the line to have a class.</source>
            <translation>界线附近的路段太短，不作情境判定。</translation>
        </message>
        <message>
            <source>With a hazard on it: {name}, {what}</source>
            <translation>若载有危险因素：{name}，{what}</translation>
        </message>
        <message>
            <source>With a hazard on it; without one a road has no class</source>
            <translation>载有危险因素时的情境；没有则不判定</translation>
        </message>
        <message>
            <source>You said that it carries no dangerous goods.</source>
            <translation>人工标注：不载危险货物。</translation>
        </message>
        <message>
            <source>as the data says</source>
            <translation>按资料</translation>
        </message>
        <message>
            <source>crosses the line of {counties}</source>
            <translation>穿过{counties}界线</translation>
        </message>
        <message>
            <source>dangerous goods</source>
            <translation>危险货物</translation>
        </message>
        <message>
            <source>follows the line of {counties} for {length} m</source>
            <translation>沿{counties}界线 {length} m</translation>
        </message>
        <message>
            <source>no</source>
            <translation>没有</translation>
        </message>
        <message>
            <source>unnamed</source>
            <translation>无名</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>有</translation>
        </message>
    </context>
    <context>
        <name>RoseFields</name>
        <message>
            <source>How often the wind comes from the {direction}: per cent, days or hours</source>
            <translation>{direction}风的频次：百分数、天数或小时数均可</translation>
        </message>
    </context>
    <context>
        <name>RowTable</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the whole table</source>
            <translation>复制整个表格</translation>
        </message>
    </context>
    <context>
        <name>RowsCard</name>
        <message>
            <source>Save the list as a workbook</source>
            <translation>把清单存为工作簿</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
    </context>
    <context>
        <name>Salvage</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>; </source>
            <translation>；</translation>
        </message>
        <message>
            <source>Agreements</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Agreements to versions and signatures</source>
            <translation>同意与签署</translation>
        </message>
        <message>
            <source>Alternatives of patrol areas</source>
            <translation>联防区比选方案</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>联防单元</translation>
        </message>
        <message>
            <source>Border segments</source>
            <translation>县界分段</translation>
        </message>
        <message>
            <source>Calendar</source>
            <translation>年度日程</translation>
        </message>
        <message>
            <source>Changes in the history</source>
            <translation>修改历史</translation>
        </message>
        <message>
            <source>Comments</source>
            <translation>意见</translation>
        </message>
        <message>
            <source>Confirmations of the year</source>
            <translation>年度确认记录</translation>
        </message>
        <message>
            <source>Contacts</source>
            <translation>联络人</translation>
        </message>
        <message>
            <source>Damaged plan: {path}</source>
            <translation>损坏的规划：{path}</translation>
        </message>
        <message>
            <source>Drills</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Everything was saved.</source>
            <translation>全部内容都已保存。</translation>
        </message>
        <message>
            <source>Exercises</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Gaps and overlaps of county lines</source>
            <translation>界线缝隙与重叠</translation>
        </message>
        <message>
            <source>Hazard sources' inspections</source>
            <translation>隐患台账</translation>
        </message>
        <message>
            <source>Help given</source>
            <translation>支援登记</translation>
        </message>
        <message>
            <source>Inventory</source>
            <translation>应急资源</translation>
        </message>
        <message>
            <source>Items of the inventory</source>
            <translation>应急资源目录</translation>
        </message>
        <message>
            <source>Joint bodies</source>
            <translation>联防机构</translation>
        </message>
        <message>
            <source>Joint-patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Kept accounts</source>
            <translation>留存的结算</translation>
        </message>
        <message>
            <source>Layer “{title}”</source>
            <translation>图层“{title}”</translation>
        </message>
        <message>
            <source>List of layers</source>
            <translation>图层登记</translation>
        </message>
        <message>
            <source>Loans and compensation</source>
            <translation>借用与补偿登记</translation>
        </message>
        <message>
            <source>Map plates</source>
            <translation>图幅</translation>
        </message>
        <message>
            <source>Maps in the minutes</source>
            <translation>会议记录附图</translation>
        </message>
        <message>
            <source>Meetings and joint activities</source>
            <translation>会议与联合活动</translation>
        </message>
        <message>
            <source>Minutes of meetings</source>
            <translation>会议记录</translation>
        </message>
        <message>
            <source>Needs of the inventory</source>
            <translation>应急资源需要</translation>
        </message>
        <message>
            <source>New plan: {path}</source>
            <translation>新规划：{path}</translation>
        </message>
        <message>
            <source>Not everything could be saved.</source>
            <translation>部分内容未能保存。</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Parts of zones by county</source>
            <translation>共同责任区分县部分</translation>
        </message>
        <message>
            <source>Patches across the line</source>
            <translation>跨界林斑</translation>
        </message>
        <message>
            <source>Plans taken in</source>
            <translation>接收记录</translation>
        </message>
        <message>
            <source>Please analyse again: what the zones were made from is not all there.</source>
            <translation>请重新推导责任区：所依据的数据已不完整。</translation>
        </message>
        <message>
            <source>Record of the analysis</source>
            <translation>推导记录</translation>
        </message>
        <message>
            <source>Record of the blocks</source>
            <translation>联防单元的记录</translation>
        </message>
        <message>
            <source>Responsibility list</source>
            <translation>责任清单</translation>
        </message>
        <message>
            <source>River reaches</source>
            <translation>河段</translation>
        </message>
        <message>
            <source>Roads at the line</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>Scenes</source>
            <translation>图景</translation>
        </message>
        <message>
            <source>Scripts of exercises</source>
            <translation>演练脚本</translation>
        </message>
        <message>
            <source>Sites of exercises</source>
            <translation>演练点位</translation>
        </message>
        <message>
            <source>Styles of derived layers</source>
            <translation>派生图层样式</translation>
        </message>
        <message>
            <source>The beginning of the file was damaged.</source>
            <translation>文件开头已损坏。</translation>
        </message>
        <message>
            <source>The disk could not read {count} bytes of the file; copy what you need from it soon.</source>
            <translation>磁盘无法读出文件中的 {count} 字节；请尽快把需要的文件从该磁盘复制出来。</translation>
        </message>
        <message>
            <source>The file's list of deleted parts was damaged: rows that were found outside their tables may be older states.</source>
            <translation>文件内部的空闲登记已损坏：零散找到的内容可能是较早的状态。</translation>
        </message>
        <message>
            <source>The file's list of its tables was damaged; tables were recognised by their content.</source>
            <translation>文件内部的目录已损坏；各项内容是逐条认出来的。</translation>
        </message>
        <message>
            <source>The history is kept as a list; earlier changes can no longer be undone.</source>
            <translation>修改历史只作为清单保留，之前的修改不能再撤销。</translation>
        </message>
        <message>
            <source>The history is kept; changes can be undone.</source>
            <translation>修改历史完整保留，仍可撤销。</translation>
        </message>
        <message>
            <source>The history is lost.</source>
            <translation>修改历史已丢失。</translation>
        </message>
        <message>
            <source>The log of the last changes was damaged and was left out: the newest changes may be missing.</source>
            <translation>最近修改的日志已损坏，未采用：最新的修改可能缺失。</translation>
        </message>
        <message>
            <source>The log of the last changes was damaged; all that could be proved of it was used.</source>
            <translation>最近修改的日志已损坏；其中能够核实的部分都已采用。</translation>
        </message>
        <message>
            <source>The log of the last changes was damaged; what lies before the damage was used.</source>
            <translation>最近修改的日志已损坏；损坏处之前的部分已采用。</translation>
        </message>
        <message>
            <source>The parameters could not be read; those of a new plan are set.</source>
            <translation>参数无法读取，已设为新规划的参数。</translation>
        </message>
        <message>
            <source>The plan had no history.</source>
            <translation>规划没有修改历史。</translation>
        </message>
        <message>
            <source>Title and date</source>
            <translation>标题与基准日</translation>
        </message>
        <message>
            <source>Title or reference date could not be read; please check them.</source>
            <translation>标题或基准日无法读取，请核对。</translation>
        </message>
        <message>
            <source>Verdicts on gaps and overlaps of county lines</source>
            <translation>界线缝隙与重叠的认定</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Zones set aside</source>
            <translation>搁置的责任区</translation>
        </message>
        <message>
            <source>add it again from its file</source>
            <translation>请从原文件重新添加</translation>
        </message>
        <message>
            <source>features may be older states; check them</source>
            <translation>部分要素可能是较早的状态，请核对</translation>
        </message>
        <message>
            <source>its features are not those that were added; check them</source>
            <translation>要素与当初加入的不一致，请核对</translation>
        </message>
        <message>
            <source>its role and counties are lost; set them again</source>
            <translation>用途和所代表的县已丢失，请重新设置</translation>
        </message>
        <message>
            <source>lost: {names}</source>
            <translation>丢失：{names}</translation>
        </message>
        <message>
            <source>no longer counts as complete for any county; read its file again</source>
            <translation>不再视为对任何县完整；请重新读入原文件</translation>
        </message>
        <message>
            <source>to be checked: {names}</source>
            <translation>待核对：{names}</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>{count} place(s) in the file could not be read.</source>
            <translation>文件中有 {count} 处损坏，无法读取。</translation>
        </message>
        <message>
            <source>{count} row(s) have characters that could not be read; they are shown as �.</source>
            <translation>{count} 条含有无法读取的字符，显示为 �。</translation>
        </message>
        <message>
            <source>{count} row(s) were found twice; one of each was kept.</source>
            <translation>{count} 条重复出现，各保留了一条。</translation>
        </message>
        <message>
            <source>{count} thing(s) that another program had added were left out.</source>
            <translation>其他程序加入的 {count} 项内容未保留。</translation>
        </message>
        <message>
            <source>{count} whose name is lost too</source>
            <translation>{count} 个名称不详</translation>
        </message>
        <message>
            <source>{saved} saved, {lost} lost, {doubtful} to be checked</source>
            <translation>已保存 {saved}，丢失 {lost}，待核对 {doubtful}</translation>
        </message>
        <message>
            <source>{table}: what was found makes no sense and was left out.</source>
            <translation>{table}：找到的内容无法理解，未保留。</translation>
        </message>
    </context>
    <context>
        <name>SalvageDialog</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copy the list</source>
            <translation>复制清单</translation>
        </message>
        <message>
            <source>In the new plan, but perhaps an older state, or with unreadable characters.</source>
            <translation>已在新规划中，但可能是较早的状态，或含有无法读取的字符。</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>丢失</translation>
        </message>
        <message>
            <source>New plan: {new}. The damaged file {old} is as it was.</source>
            <translation>新规划：{new}。损坏的文件 {old} 未改动。</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Save the list</source>
            <translation>保存清单</translation>
        </message>
        <message>
            <source>Save the list…</source>
            <translation>保存清单…</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>已抢救</translation>
        </message>
        <message>
            <source>To be checked</source>
            <translation>待核对</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>What was saved</source>
            <translation>抢救结果</translation>
        </message>
    </context>
    <context>
        <name>SalvageTask</name>
        <message>
            <source>Saving what can be saved</source>
            <translation>正在抢救规划</translation>
        </message>
    </context>
    <context>
        <name>SaveTask</name>
        <message>
            <source>Saving the plan</source>
            <translation>正在保存规划</translation>
        </message>
        <message>
            <source>Writing the copy</source>
            <translation>正在写副本</translation>
        </message>
    </context>
    <context>
        <name>ScanControl</name>
        <message>
            <source>Place a scanned map</source>
            <translation>配准扫描图</translation>
        </message>
        <message>
            <source>Reading {name}</source>
            <translation>正在读取 {name}</translation>
        </message>
        <message>
            <source>Scanned maps (*.png *.jpg *.jpeg *.tif *.tiff *.pdf)</source>
            <translation>扫描图 (*.png *.jpg *.jpeg *.tif *.tiff *.pdf)</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>mean error {rms} m</source>
            <translation>中误差 {rms} 米</translation>
        </message>
        <message>
            <source>no point to spare, so nothing proves it</source>
            <translation>没有多余的点，精度无从检验</translation>
        </message>
        <message>
            <source>{file} was not found; without it its points cannot be changed.</source>
            <translation>没有找到 {file}，无法修改它的控制点。</translation>
        </message>
        <message>
            <source>{least} points or more place the picture.</source>
            <translation>至少需要 {least} 个点才能配准图片。</translation>
        </message>
        <message>
            <source>{name} lies on the map: {proof}.</source>
            <translation>{name} 已放到地图上：{proof}。</translation>
        </message>
        <message>
            <source>“{text}” is no place here. Type 116°38′12.5″ 40°12′30″, or X north and Y east in metres.</source>
            <translation>“{text}”不是这里的坐标。请输入 116°38′12.5″ 40°12′30″，或 X（北）、Y（东）米数。</translation>
        </message>
    </context>
    <context>
        <name>ScenarioWindow</name>
        <message>
            <source>(half)</source>
            <translation>（减半）</translation>
        </message>
        <message>
            <source>A fire every</source>
            <translation>起火点间距</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>跨界占比</translation>
        </message>
        <message>
            <source>Across, hm²</source>
            <translation>跨界 hm²</translation>
        </message>
        <message>
            <source>Adds a day of each level, blue to red; our proposal [P], to be replaced by days of your own district</source>
            <translation>加入蓝、黄、橙、红各一天的气象；为我们的建议 [P]，请换成本地的典型日</translation>
        </message>
        <message>
            <source>Ahead</source>
            <translation>推演时长</translation>
        </message>
        <message>
            <source>Burnt, hm²</source>
            <translation>过火 hm²</translation>
        </message>
        <message>
            <source>Danger level</source>
            <translation>火险等级</translation>
        </message>
        <message>
            <source>Expected of one fire that starts anywhere. Colours mean the same on every map.</source>
            <translation>各数为一次起火的期望值。各图色标相同。</translation>
        </message>
        <message>
            <source>Fire scenarios side by side</source>
            <translation>火灾情景对比</translation>
        </message>
        <message>
            <source>Four danger levels</source>
            <translation>加入四个火险等级</translation>
        </message>
        <message>
            <source>Heat map of {scenario}</source>
            <translation>{scenario}的矩阵图</translation>
        </message>
        <message>
            <source>Humidity</source>
            <translation>相对湿度</translation>
        </message>
        <message>
            <source>Key figures of the scenarios</source>
            <translation>各情景的主要数字</translation>
        </message>
        <message>
            <source>Most crosses in {winds}.</source>
            <translation>跨界最多的是{winds}。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Of it in another county than it started in</source>
            <translation>其中烧在起火县以外的</translation>
        </message>
        <message>
            <source>Of them in another county than it started in</source>
            <translation>其中在起火县以外的</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>县对</translation>
        </message>
        <message>
            <source>Pairs of counties of which one gets 1 % or more of its fire from the other</source>
            <translation>一县的过火有 1 % 以上来自另一县的县对数</translation>
        </message>
        <message>
            <source>Part that burns in another county</source>
            <translation>烧在外县的比例</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>People across</source>
            <translation>跨界人口</translation>
        </message>
        <message>
            <source>People where it burns, as far as known</source>
            <translation>过火处的人口，限已知</translation>
        </message>
        <message>
            <source>R0</source>
            <translation>R0</translation>
        </message>
        <message>
            <source>R0 is</source>
            <translation>R0 取自</translation>
        </message>
        <message>
            <source>Running fires…</source>
            <translation>推演中…</translation>
        </message>
        <message>
            <source>Save all of it as a workbook, with the differences to the first</source>
            <translation>全部存为工作簿，含与第一个情景之差</translation>
        </message>
        <message>
            <source>Scenario</source>
            <translation>情景</translation>
        </message>
        <message>
            <source>Scenarios of the plan</source>
            <translation>规划中的情景</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>气温</translation>
        </message>
        <message>
            <source>The same with fires twice as far apart: the difference is the lattice's error</source>
            <translation>起火点间距加倍的结果：两者之差即格网误差</translation>
        </message>
        <message>
            <source>Tick two to four scenarios and run them.</source>
            <translation>勾选二至四个情景，然后推演。</translation>
        </message>
        <message>
            <source>Unknown: no forest or land cover of {counties}.</source>
            <translation>不详：{counties}没有森林和地表覆盖资料。</translation>
        </message>
        <message>
            <source>Villages and people of {counties} are not known.</source>
            <translation>{counties}的村庄和人口不详。</translation>
        </message>
        <message>
            <source>What is counted</source>
            <translation>统计什么</translation>
        </message>
        <message>
            <source>What one fire burns</source>
            <translation>一次起火烧掉的面积</translation>
        </message>
        <message>
            <source>What the heat maps show</source>
            <translation>矩阵图显示什么</translation>
        </message>
        <message>
            <source>Wind</source>
            <translation>风速</translation>
        </message>
        <message>
            <source>amounts</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>as given</source>
            <translation>直接给定</translation>
        </message>
        <message>
            <source>from</source>
            <translation>来向</translation>
        </message>
        <message>
            <source>from the day's weather</source>
            <translation>由当日气象推算</translation>
        </message>
        <message>
            <source>hectares</source>
            <translation>公顷</translation>
        </message>
        <message>
            <source>less the first</source>
            <translation>与第一个之差</translation>
        </message>
        <message>
            <source>people</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>wind rose of the plan</source>
            <translation>规划的风玫瑰</translation>
        </message>
        <message>
            <source>{hours} h, a fire every {step}, {count} fires in each wind; the last column: twice as far apart.</source>
            <translation>{hours} 小时，每 {step} 一个起火点，每种风 {count} 个；末列为间距加倍的结果。</translation>
        </message>
        <message>
            <source>{level} alert</source>
            <translation>{level}预警</translation>
        </message>
        <message>
            <source>{scenario} less {first}</source>
            <translation>{scenario}减{first}</translation>
        </message>
        <message>
            <source>{scenario}: {wind}</source>
            <translation>{scenario}：{wind}</translation>
        </message>
        <message>
            <source>{sender} → {receiver}: {amount} {unit} of one fire</source>
            <translation>{sender} → {receiver}：每次起火 {amount} {unit}</translation>
        </message>
    </context>
    <context>
        <name>SceneControl</name>
        <message numerus="yes">
            <source>%n layer(s) that came after the scene are hidden.</source>
            <translation>
                <numerusform>图景之后新增的 %n 个图层已隐藏。</numerusform>
            </translation>
        </message>
        <message>
            <source>Scene {number}</source>
            <translation>图景 {number}</translation>
        </message>
        <message>
            <source>The plan is open for reading only: the place is shown, the layers stay as they are.</source>
            <translation>规划以只读方式打开：只显示位置，图层保持原样。</translation>
        </message>
        <message>
            <source>The scene {name} was removed.</source>
            <translation>图景{name}已删除。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{name} shows what is seen now.</source>
            <translation>{name}已更新为当前所见。</translation>
        </message>
        <message>
            <source>{titles} is no longer in the plan, the scene goes on without it.</source>
            <translation>图层“{titles}”已不在规划中，图景照常显示其余内容。</translation>
        </message>
    </context>
    <context>
        <name>ScenesCard</name>
        <message>
            <source>A scene keeps the place, the layers shown and their looks, for the meeting. Ctrl+B keeps one.</source>
            <translation>图景记下位置、显示的图层及其样式，开会时一键调出。按 Ctrl+B 存一个。</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>前往</translation>
        </message>
        <message>
            <source>Let the scene show the place, the layers and the looks of now</source>
            <translation>让图景记下当前的位置、图层和样式</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Remove (Delete)</source>
            <translation>删除（Delete）</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>改名</translation>
        </message>
        <message>
            <source>Rename (F2)</source>
            <translation>改名（F2）</translation>
        </message>
        <message>
            <source>Scenes</source>
            <translation>图景</translation>
        </message>
        <message>
            <source>Scenes in their order</source>
            <translation>图景列表</translation>
        </message>
        <message>
            <source>Show what is seen now</source>
            <translation>更新为当前所见</translation>
        </message>
        <message>
            <source>{name}  (Alt+{number})</source>
            <translation>{name}（Alt+{number}）</translation>
        </message>
    </context>
    <context>
        <name>ScorePage</name>
        <message>
            <source> days</source>
            <translation> 天</translation>
        </message>
        <message>
            <source>By county</source>
            <translation>按县</translation>
        </message>
        <message>
            <source>By holder</source>
            <translation>按存放单位</translation>
        </message>
        <message>
            <source>Complete</source>
            <translation>完整度</translation>
        </message>
        <message>
            <source>Completeness by county</source>
            <translation>各县完整度</translation>
        </message>
        <message>
            <source>Completeness by holder</source>
            <translation>各存放单位完整度</translation>
        </message>
        <message>
            <source>Completeness is the mean of the shares to its right: how many rows say each thing. A county without rows is unknown, not zero.</source>
            <translation>完整度是右侧各项填写比例的平均。一行也没有的县是不详，不是零。</translation>
        </message>
        <message>
            <source>Data are stale after so many days</source>
            <translation>超过多少天未核查为过期</translation>
        </message>
        <message>
            <source>List is not complete</source>
            <translation>清单不全</translation>
        </message>
        <message>
            <source>Never checked</source>
            <translation>从未核查</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>过期</translation>
        </message>
        <message>
            <source>Stale after</source>
            <translation>过期期限</translation>
        </message>
        <message>
            <source>What the list of this county does not name is then unknown there, not zero: it is no shortfall</source>
            <translation>勾选后，该县清单没有列出的按不详，不按零，不算短板</translation>
        </message>
        <message>
            <source>no county</source>
            <translation>未注明县</translation>
        </message>
        <message>
            <source>on the reference date {date}</source>
            <translation>按基准日 {date}</translation>
        </message>
        <message>
            <source>{county} (incomplete list)</source>
            <translation>{county}（清单不全）</translation>
        </message>
    </context>
    <context>
        <name>ScriptPage</name>
        <message>
            <source>Add a line</source>
            <translation>加一条</translation>
        </message>
        <message>
            <source>From physics</source>
            <translation>由推演生成</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>No script yet: place the start, then let physics write it. A line can be added by hand too.</source>
            <translation>还没有脚本：先放置起点，再由推演生成；也可以手工添加。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Script of the exercise</source>
            <translation>演练脚本</translation>
        </message>
        <message>
            <source>The minute is a number from 0, counted from the start.</source>
            <translation>分钟从开始起算，应是不小于 0 的数。</translation>
        </message>
        <message>
            <source>Work out what happens when; lines that were written or changed by hand stay</source>
            <translation>推算何时发生什么；手工编写或修改过的条目保留</translation>
        </message>
        <message>
            <source>Write what happens.</source>
            <translation>请写明情景。</translation>
        </message>
        <message>
            <source>counties, separated by commas</source>
            <translation>县名，用逗号分开</translation>
        </message>
        <message>
            <source>minute; empty: no limit</source>
            <translation>分钟；不填为无时限</translation>
        </message>
        <message>
            <source>{name}: no county of this plan</source>
            <translation>“{name}”不是本规划的县</translation>
        </message>
    </context>
    <context>
        <name>Search</name>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Scenes</source>
            <translation>图景</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>最近使用</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>longitude and latitude</source>
            <translation>经纬度</translation>
        </message>
    </context>
    <context>
        <name>SearchPopup</name>
        <message>
            <source>Find commands, layers, zones, places; or type coordinates</source>
            <translation>查找命令、图层、责任区、地点，或输入坐标</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>搜索结果</translation>
        </message>
        <message>
            <source>Names of places are being read…</source>
            <translation>正在读取地名…</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>None yet.</source>
            <translation>还没有备份。</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>They take {size}.</source>
            <translation>共占用 {size}。</translation>
        </message>
    </context>
    <context>
        <name>SetupPage</name>
        <message>
            <source>An exercise is on the border of two counties: choose two.</source>
            <translation>演练在两县交界处进行：请选两个不同的县。</translation>
        </message>
        <message>
            <source>Begins</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>Border, first county</source>
            <translation>界线一方</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Give the exercise a name.</source>
            <translation>请填写演练名称。</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>主办</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>组织形式</translation>
        </message>
        <message>
            <source>Phases, - subjects, -- scenes</source>
            <translation>阶段；- 科目；-- 场景</translation>
        </message>
        <message>
            <source>Phases, subjects and scenes</source>
            <translation>阶段、科目与场景</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>目的</translation>
        </message>
        <message>
            <source>Scenario</source>
            <translation>情景</translation>
        </message>
        <message>
            <source>Scope</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Who takes part</source>
            <translation>参演单位</translation>
        </message>
        <message>
            <source>Who takes part: name, then leads, supports or observes</source>
            <translation>参演单位：名称, 牵头／配合／观摩</translation>
        </message>
        <message>
            <source>and second</source>
            <translation>界线另一方</translation>
        </message>
        <message>
            <source>as in the plan, or unknown</source>
            <translation>按规划，或不详</translation>
        </message>
        <message>
            <source>e.g. 3+3: three departments, three regions</source>
            <translation>如：3+3（三部门、三地）</translation>
        </message>
        <message>
            <source>e.g. Huairou–Chengde forest-fire exercise</source>
            <translation>如：怀柔–承德交界森林火灾联合演练</translation>
        </message>
        <message>
            <source>{least:g} to {most:g} {unit}</source>
            <translation>{least:g}～{most:g} {unit}</translation>
        </message>
        <message>
            <source>{name}: “{text}” is not a number from {least:g} to {most:g} {unit}</source>
            <translation>{name}：“{text}”不是 {least:g}～{most:g} {unit} 之间的数</translation>
        </message>
    </context>
    <context>
        <name>ShapeCard</name>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Apply (Enter)</source>
            <translation>应用（回车）</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>ShapeControl</name>
        <message>
            <source>Clip to counties</source>
            <translation>按县裁剪</translation>
        </message>
        <message>
            <source>Drag the area, a corner, or the round handle.</source>
            <translation>可拖动联防区、角点或圆形手柄。</translation>
        </message>
        <message>
            <source>Keep only what lies in:</source>
            <translation>只保留以下县境内的部分：</translation>
        </message>
        <message>
            <source>Subtract</source>
            <translation>减去</translation>
        </message>
        <message>
            <source>Take away what these cover:</source>
            <translation>去掉以下联防区覆盖的部分：</translation>
        </message>
        <message>
            <source>The areas do not touch: the merged area has {count} pieces.</source>
            <translation>这些联防区互不相接：合并后有 {count} 块。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{before} → {after}
Corners {old} → {new}</source>
            <translation>{before} → {after}
角点 {old} → {new}</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Find a key or what it does</source>
            <translation>查找快捷键或其用途</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Save for printing</source>
            <translation>另存以供打印</translation>
        </message>
        <message>
            <source>Save for printing…</source>
            <translation>另存以供打印…</translation>
        </message>
    </context>
    <context>
        <name>SideBySide</name>
        <message>
            <source>Add</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>Give the chosen scenario these values</source>
            <translation>把这些值给选中的情景</translation>
        </message>
        <message>
            <source>Keep these values as a new scenario with the plan</source>
            <translation>作为新情景存入规划</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Run side by side</source>
            <translation>并排推演</translation>
        </message>
        <message>
            <source>Run the ticked scenarios (Enter)</source>
            <translation>推演勾选的情景 (Enter)</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>此规划以只读方式打开</translation>
        </message>
        <message>
            <source>Tick one to {most} scenarios first</source>
            <translation>请先勾选 1 至 {most} 个情景</translation>
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Collapse</source>
            <translation>收起</translation>
        </message>
    </context>
    <context>
        <name>SightChip</name>
        <message>
            <source>Click or press Esc to see the colours as they are. Prints are not affected.</source>
            <translation>点击或按 Esc 恢复原有颜色。打印不受影响。</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>预览</translation>
        </message>
        <message>
            <source>Preview: {how}</source>
            <translation>预览：{how}</translation>
        </message>
    </context>
    <context>
        <name>Sights</name>
        <message>
            <source>As they are</source>
            <translation>原有颜色</translation>
        </message>
        <message>
            <source>Blue-blind (tritanopia)</source>
            <translation>蓝色盲</translation>
        </message>
        <message>
            <source>Green-blind (deuteranopia)</source>
            <translation>绿色盲</translation>
        </message>
        <message>
            <source>Grey, as printed in black</source>
            <translation>灰度（黑白打印）</translation>
        </message>
        <message>
            <source>Red-blind (protanopia)</source>
            <translation>红色盲</translation>
        </message>
    </context>
    <context>
        <name>SimplifyCard</name>
        <message>
            <source>No part of the new outline is farther than this from the old one</source>
            <translation>新边线与原边线的距离处处不超过此值</translation>
        </message>
        <message>
            <source>Simplify</source>
            <translation>简化</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>容差</translation>
        </message>
    </context>
    <context>
        <name>SitesPage</name>
        <message>
            <source>Begin with the start: choose its kind above, then place it on the map or have it suggested.</source>
            <translation>先定起点：在上方选类别，在地图上放置或由程序推荐。</translation>
        </message>
        <message>
            <source>Click on the map where it is to be</source>
            <translation>在地图上点击位置</translation>
        </message>
        <message>
            <source>Colour where it could be, and place the best</source>
            <translation>给适宜的地方着色，并放置最合适的一处</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Kind of site</source>
            <translation>点位类别</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>放置</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Rules of the site chosen</source>
            <translation>所选点位的规则核对</translation>
        </message>
        <message>
            <source>Sites of the exercise</source>
            <translation>演练点位</translation>
        </message>
        <message>
            <source>Suggest</source>
            <translation>推荐</translation>
        </message>
        <message>
            <source>{name}: “{text}” is not a number from {least:g} to {most:g} {unit}</source>
            <translation>{name}：“{text}”不是 {least:g}～{most:g} {unit} 之间的数</translation>
        </message>
    </context>
    <context>
        <name>SliverCard</name>
        <message>
            <source>All {count} undecided of {pair}</source>
            <translation>{pair}未认定的全部 {count} 处</translation>
        </message>
        <message>
            <source>Anything to remember about this strip</source>
            <translation>关于此处要记下的事</translation>
        </message>
        <message>
            <source>First county's line</source>
            <translation>按前一县的线</translation>
        </message>
        <message>
            <source>For this one</source>
            <translation>仅此一处</translation>
        </message>
        <message>
            <source>Judged by</source>
            <translation>认定人</translation>
        </message>
        <message>
            <source>Leave it disputed</source>
            <translation>争议保留</translation>
        </message>
        <message>
            <source>Make it undecided again</source>
            <translation>恢复为未认定</translation>
        </message>
        <message>
            <source>Meeting</source>
            <translation>会议</translation>
        </message>
        <message>
            <source>Narrower than, metres</source>
            <translation>窄于（米）</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Nothing changes; the strip is hatched on the map and listed in the documents</source>
            <translation>维持原状；图上加斜线，文件中列出</translation>
        </message>
        <message>
            <source>Of the two counties of each, the one that is named first in the list, or second</source>
            <translation>各处的两县中，表中写在前面的一县，或后面的一县</translation>
        </message>
        <message>
            <source>One verdict for several is one step of the history</source>
            <translation>一次认定多处，在历史中只算一步</translation>
        </message>
        <message>
            <source>Second county's line</source>
            <translation>按后一县的线</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>撤回认定</translation>
        </message>
        <message>
            <source>The verdict is for</source>
            <translation>认定用于</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>此规划以只读方式打开</translation>
        </message>
        <message>
            <source>To {county}</source>
            <translation>归{county}</translation>
        </message>
        <message>
            <source>Type your name and press Enter: a verdict is recorded with name and time.</source>
            <translation>请填写姓名后按回车：认定要记录姓名和时间。</translation>
        </message>
        <message>
            <source>Where it was agreed, if anywhere</source>
            <translation>在哪次会上商定，没有可不填</translation>
        </message>
        <message>
            <source>Your name; it is recorded with the verdict</source>
            <translation>您的姓名，随认定一起记录</translation>
        </message>
        <message>
            <source>{area} m², {width} m wide, {length} m long</source>
            <translation>{area} m²，宽 {width} m，长 {length} m</translation>
        </message>
        <message>
            <source>{county} gets the strip</source>
            <translation>此处归{county}</translation>
        </message>
        <message>
            <source>{county}'s line</source>
            <translation>按{county}的线</translation>
        </message>
        <message>
            <source>{count} undecided narrower than</source>
            <translation>未认定 {count} 处，窄于</translation>
        </message>
        <message>
            <source>{kind} of {counties}</source>
            <translation>{counties}{kind}</translation>
        </message>
        <message>
            <source>{line}'s line holds along all of these</source>
            <translation>这些地方都以{line}的线为准</translation>
        </message>
        <message>
            <source>{line}'s line holds: the strip is counted for {county}</source>
            <translation>以{line}的线为准：此处计入{county}</translation>
        </message>
        <message>
            <source>{tip}
Key {key}</source>
            <translation>{tip}
按键 {key}</translation>
        </message>
    </context>
    <context>
        <name>SliverControl</name>
        <message>
            <source>Map layer, GeoPackage (*.gpkg)</source>
            <translation>图层 GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <source>Save the list</source>
            <translation>导出清单</translation>
        </message>
        <message>
            <source>Table (*.csv)</source>
            <translation>表格 (*.csv)</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>{county}'s line</source>
            <translation>{county}的线</translation>
        </message>
        <message>
            <source>{count} gap(s) between more than two counties were left: judge them one by one.</source>
            <translation>{count} 处缝隙涉及两个以上的县，未处理：请逐处认定。</translation>
        </message>
        <message>
            <source>{plan} gaps and overlaps</source>
            <translation>{plan}界线缝隙与重叠</translation>
        </message>
    </context>
    <context>
        <name>SliverTask</name>
        <message>
            <source>Comparing the counties' lines</source>
            <translation>正在比对各县界线</translation>
        </message>
    </context>
    <context>
        <name>Slivers</name>
        <message>
            <source>A line was drawn anew since the verdict; please judge again</source>
            <translation>认定之后界线已重画，请重新认定</translation>
        </message>
        <message>
            <source>Counted for {county}</source>
            <translation>计入{county}</translation>
        </message>
        <message>
            <source>Disputed</source>
            <translation>争议保留</translation>
        </message>
        <message>
            <source>Drawn anew since</source>
            <translation>界线已变</translation>
        </message>
        <message>
            <source>G</source>
            <translation>隙</translation>
        </message>
        <message>
            <source>Gap</source>
            <translation>缝隙</translation>
        </message>
        <message>
            <source>No longer among the gaps and overlaps of this size</source>
            <translation>已不在这一大小的缝隙与重叠之列</translation>
        </message>
        <message>
            <source>O</source>
            <translation>叠</translation>
        </message>
        <message>
            <source>Open at an end: the lines run apart to the edge of the counties loaded</source>
            <translation>一端开口：两条线一直分开到已加载各县的边缘</translation>
        </message>
        <message>
            <source>Overlap</source>
            <translation>重叠</translation>
        </message>
        <message>
            <source>To {county}</source>
            <translation>归{county}</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>未认定</translation>
        </message>
        <message>
            <source>{county}'s line</source>
            <translation>按{county}的线</translation>
        </message>
    </context>
    <context>
        <name>SliversPanel</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All counties</source>
            <translation>全部县</translation>
        </message>
        <message>
            <source>By, on</source>
            <translation>认定人与时间</translation>
        </message>
        <message>
            <source>Comparing the counties' lines…</source>
            <translation>正在比对各县界线…</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>相关县</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>已认定</translation>
        </message>
        <message>
            <source>Disputed</source>
            <translation>争议保留</translation>
        </message>
        <message>
            <source>Gaps and overlaps</source>
            <translation>缝隙与重叠</translation>
        </message>
        <message>
            <source>Gaps and overlaps of county lines</source>
            <translation>界线缝隙与重叠</translation>
        </message>
        <message>
            <source>Geodesic area on CGCS2000</source>
            <translation>CGCS2000 椭球面面积</translation>
        </message>
        <message>
            <source>Half the perimeter: how far the two lines run apart</source>
            <translation>周长的一半：两条线分开的长度</translation>
        </message>
        <message>
            <source>Larger than, square metres</source>
            <translation>大于（平方米）</translation>
        </message>
        <message>
            <source>Length m</source>
            <translation>长 m</translation>
        </message>
        <message>
            <source>Mean width in metres</source>
            <translation>平均宽度，米</translation>
        </message>
        <message>
            <source>Mean width: twice the area by the perimeter</source>
            <translation>平均宽度：面积的两倍除以周长</translation>
        </message>
        <message>
            <source>Save the list as a file</source>
            <translation>把清单存为文件</translation>
        </message>
        <message>
            <source>The counties' lines fit: no gap and no overlap of this size between them.</source>
            <translation>各县界线互相吻合：没有这一大小的缝隙和重叠。</translation>
        </message>
        <message>
            <source>Undecided</source>
            <translation>未认定</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>认定</translation>
        </message>
        <message>
            <source>Where two counties' own lines leave a gap or overlap, each strip is listed here with its area and width. You say whose line holds, or leave it disputed; the files stay as they are.</source>
            <translation>两县各自的界线之间的缝隙或重叠，逐处列在这里，注明面积和宽度。由您认定以谁的线为准，或争议保留；原文件不改动。</translation>
        </message>
        <message>
            <source>Which counties</source>
            <translation>哪些县</translation>
        </message>
        <message>
            <source>Which verdict</source>
            <translation>哪种认定</translation>
        </message>
        <message>
            <source>Wider than</source>
            <translation>宽于</translation>
        </message>
        <message>
            <source>Wider than, metres</source>
            <translation>宽于（米）</translation>
        </message>
        <message>
            <source>larger than</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>m</source>
            <translation>宽 m</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
        <message>
            <source>{counties} ({count})</source>
            <translation>{counties}（{count}）</translation>
        </message>
        <message>
            <source>{count}, {area} hm² · {waiting} undecided · {disputed} disputed</source>
            <translation>{count} 处，{area} hm² · 未认定 {waiting} · 争议 {disputed}</translation>
        </message>
    </context>
    <context>
        <name>SmoothCard</name>
        <message>
            <source>Each round cuts every corner (Chaikin); convex corners lose a little area</source>
            <translation>每一遍都切去所有角（Chaikin 法），凸角处面积略减</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>遍数</translation>
        </message>
        <message>
            <source>Smooth</source>
            <translation>平滑</translation>
        </message>
    </context>
    <context>
        <name>SnapKinds</name>
        <message>
            <source>corner</source>
            <translation>顶点</translation>
        </message>
        <message>
            <source>crossing</source>
            <translation>交点</translation>
        </message>
        <message>
            <source>edge</source>
            <translation>边线</translation>
        </message>
        <message>
            <source>extension</source>
            <translation>延长线</translation>
        </message>
        <message>
            <source>midpoint</source>
            <translation>中点</translation>
        </message>
        <message>
            <source>right angle</source>
            <translation>直角</translation>
        </message>
    </context>
    <context>
        <name>SpeaksForDialog</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Counties of {layer}</source>
            <translation>{layer} 的负责县</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>In a county the layer speaks for, where it shows nothing there is nothing. In all others it is unknown, and zones there wait for the neighbour's data.</source>
            <translation>在图层负责的县内，图上没有即为没有；其他县则为未知，那里的责任区待邻县资料。</translation>
        </message>
        <message>
            <source>None</source>
            <translation>全不</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Speaks for it</source>
            <translation>负责</translation>
        </message>
        <message>
            <source>This layer</source>
            <translation>此图层</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Verified: nothing there</source>
            <translation>已核实·无</translation>
        </message>
    </context>
    <context>
        <name>SpillCard</name>
        <message>
            <source>(no name)</source>
            <translation>（无名）</translation>
        </message>
        <message>
            <source>Ahead</source>
            <translation>推算</translation>
        </message>
        <message>
            <source>Click on the map, or type a coordinate</source>
            <translation>在地图上单击，或输入坐标</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Degrees in any notation, or X and Y with or without the zone's number; Enter runs</source>
            <translation>度分秒任意写法，或 X、Y（带号可有可无）；回车推算</translation>
        </message>
        <message>
            <source>Follow the water (Enter)</source>
            <translation>沿河推算（回车）</translation>
        </message>
        <message>
            <source>Intakes and villages by the river</source>
            <translation>沿河取水口和村庄</translation>
        </message>
        <message>
            <source>Intakes of {counties} are not known.</source>
            <translation>{counties}的取水口不详。</translation>
        </message>
        <message>
            <source>It comes from the east</source>
            <translation>水从东边来</translation>
        </message>
        <message>
            <source>It comes from the west</source>
            <translation>水从西边来</translation>
        </message>
        <message>
            <source>It reaches no other county in that time.</source>
            <translation>这段时间内不会到其他县。</translation>
        </message>
        <message>
            <source>Kept with the plan; Ctrl+Z takes it back</source>
            <translation>记入规划；Ctrl+Z 撤销</translation>
        </message>
        <message>
            <source>Long-profile of the river</source>
            <translation>河流纵剖面</translation>
        </message>
        <message>
            <source>Notice…</source>
            <translation>通报单…</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推算</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>流速</translation>
        </message>
        <message>
            <source>Spill</source>
            <translation>水污染事件</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>水情</translation>
        </message>
        <message>
            <source>Time of the water only: no dilution, no gates, no reservoirs.</source>
            <translation>只推算水流时间：不计稀释、闸坝和水库。</translation>
        </message>
        <message>
            <source>Villages of {counties} are not known.</source>
            <translation>{counties}的村庄不详。</translation>
        </message>
        <message>
            <source>Where it got into the water</source>
            <translation>入河处</translation>
        </message>
        <message>
            <source>Which way it runs is not known: no column says it and the land is too flat to tell. Say it:</source>
            <translation>流向不明：属性没有写明，地形又太平，不能判定。请指定：</translation>
        </message>
        <message>
            <source>Write the notice for the counties below: DOCX, PDF or text</source>
            <translation>写出给下游各县的通报单：DOCX、PDF 或文本</translation>
        </message>
        <message>
            <source>a river without a name</source>
            <translation>无名河流</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>立即</translation>
        </message>
        <message>
            <source>flood</source>
            <translation>洪水</translation>
        </message>
        <message>
            <source>front</source>
            <translation>前锋</translation>
        </message>
        <message>
            <source>height, m</source>
            <translation>高程 m</translation>
        </message>
        <message>
            <source>km from the place</source>
            <translation>距事发地点 km</translation>
        </message>
        <message>
            <source>low water</source>
            <translation>枯水</translation>
        </message>
        <message>
            <source>normal water</source>
            <translation>平水</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>不在已载入县域内</translation>
        </message>
        <message>
            <source>{county}: front after {lead}, peak after {peak}, {distance} down; tell them by {by}.</source>
            <translation>{county}：前锋 {lead} 后到，峰值 {peak} 后到，河长 {distance}；最迟 {by} 内通报。</translation>
        </message>
        <message>
            <source>{count} rivers on the way have no known direction and were not followed.</source>
            <translation>沿途有 {count} 段河流流向不明，未往下推算。</translation>
        </message>
        <message>
            <source>{name} (intake)</source>
            <translation>{name}（取水口）</translation>
        </message>
        <message>
            <source>{river}, {distance} away; {county}.</source>
            <translation>{river}，距河 {distance}；{county}。</translation>
        </message>
    </context>
    <context>
        <name>SpillControl</name>
        <message>
            <source>Counties</source>
            <translation>流经的县</translation>
        </message>
        <message>
            <source>Following the water…</source>
            <translation>正在沿河推算…</translation>
        </message>
        <message>
            <source>Save the notice</source>
            <translation>保存通报单</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>文本 (*.txt)</translation>
        </message>
        <message>
            <source>Word (*.docx)</source>
            <translation>Word 文档 (*.docx)</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
        <message>
            <source>spill notice {number}</source>
            <translation>跨界水污染通报单 {number}</translation>
        </message>
    </context>
    <context>
        <name>SpillNoticeDialog</name>
        <message>
            <source>Amount</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>联系人</translation>
        </message>
        <message>
            <source>Found at</source>
            <translation>发现时间</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>通报单位</translation>
        </message>
        <message>
            <source>Notice of the spill</source>
            <translation>跨界水污染通报单</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>电话</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Substance</source>
            <translation>污染物</translation>
        </message>
        <message>
            <source>Tell before it is there by</source>
            <translation>提前通报</translation>
        </message>
        <message>
            <source>What is left empty stays a blank on paper. The times count from when it was found.</source>
            <translation>未填的在纸上留空。时间从发现时间起算。</translation>
        </message>
    </context>
    <context>
        <name>SplitTool</name>
        <message>
            <source>Click outside the area, then across it</source>
            <translation>先在联防区外单击，再画线穿过</translation>
        </message>
        <message>
            <source>Right click divides</source>
            <translation>右键完成分割</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>County lines</source>
            <translation>县界</translation>
        </message>
        <message>
            <source>G agenda · L laser · M pen · F1</source>
            <translation>G 议程 · L 激光 · M 笔 · F1</translation>
        </message>
        <message>
            <source>Nothing on the agenda: derive zones first. Esc ends</source>
            <translation>议程为空：请先推导责任区。Esc 退出</translation>
        </message>
        <message>
            <source>Zones by rank</source>
            <translation>责任区（按排名）</translation>
        </message>
        <message>
            <source>scene {name}</source>
            <translation>场景 {name}</translation>
        </message>
        <message>
            <source>{typed} ⏎ {title}</source>
            <translation>{typed} ⏎ {title}</translation>
        </message>
    </context>
    <context>
        <name>StandardsCard</name>
        <message>
            <source>At least one higher flood in the years named below, on either side</source>
            <translation>在下方所写年数内至少一次超标洪水，两侧各自的概率</translation>
        </message>
        <message>
            <source>Exceeded, %</source>
            <translation>超标概率 %</translation>
        </message>
        <message>
            <source>Flood standards across the line</source>
            <translation>跨界防洪标准对比</translation>
        </message>
        <message>
            <source>No river follows or crosses a line between the plan's counties.</source>
            <translation>没有河流沿着或穿过规划中各县的界线。</translation>
        </message>
        <message>
            <source>One side</source>
            <translation>一侧</translation>
        </message>
        <message>
            <source>Other side</source>
            <translation>另一侧</translation>
        </message>
        <message>
            <source>River</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>程度</translation>
        </message>
        <message>
            <source>Weaker, %/a</source>
            <translation>仅弱侧 %/年</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Yearly probability of a flood that overtops only the weaker side</source>
            <translation>每年只漫过较弱一侧的洪水的概率</translation>
        </message>
        <message>
            <source>Yellow from a ratio of {yellow}, orange from {orange}. {unknown} of {count} lack a standard. Exceeded: at least one higher flood in {years} years.</source>
            <translation>重现期之比 {yellow} 起为黄，{orange} 起为橙。{count} 行中有 {unknown} 行缺少标准。超标概率：{years} 年内至少一次超标洪水。</translation>
        </message>
        <message>
            <source>alike</source>
            <translation>相当</translation>
        </message>
        <message>
            <source>banks, {length}</source>
            <translation>两岸 {length}</translation>
        </message>
        <message>
            <source>orange</source>
            <translation>橙</translation>
        </message>
        <message>
            <source>section, left</source>
            <translation>断面左岸</translation>
        </message>
        <message>
            <source>section, right</source>
            <translation>断面右岸</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不详</translation>
        </message>
        <message>
            <source>yellow</source>
            <translation>黄</translation>
        </message>
    </context>
    <context>
        <name>StandardsControl</name>
        <message>
            <source>Comparing…</source>
            <translation>正在对比…</translation>
        </message>
        <message>
            <source>Flood standards</source>
            <translation>防洪标准</translation>
        </message>
        <message>
            <source>Standards apart, orange</source>
            <translation>防洪标准不一致（橙）</translation>
        </message>
        <message>
            <source>Standards apart, yellow</source>
            <translation>防洪标准不一致（黄）</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Agree</source>
            <translation>商</translation>
        </message>
        <message>
            <source>Also of plans whose file is gone, and of plans that were never saved</source>
            <translation>文件已丢失的规划、从未保存过的规划也在这里</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Counties on both sides of a line see the same risk and plan the same patrol.</source>
            <translation>界线两侧，同看一张险情图，共绘一片联防区。</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>画</translation>
        </message>
        <message>
            <source>Draw the area you will patrol together; area and shares by county follow the cursor.</source>
            <translation>画出共同巡护的范围，面积和各县占比随光标即时显示。</translation>
        </message>
        <message>
            <source>Drop files here</source>
            <translation>把文件拖到这里</translation>
        </message>
        <message>
            <source>Drop the layers of both counties; the shared-responsibility zones appear, ranked, with reasons.</source>
            <translation>拖入两县图层，共同责任区随即列出，按轻重排序，逐一说明理由。</translation>
        </message>
        <message>
            <source>Earlier versions…</source>
            <translation>早先版本…</translation>
        </message>
        <message>
            <source>Lianfang</source>
            <translation>联防</translation>
        </message>
        <message>
            <source>New here? A guided walk through the sample</source>
            <translation>第一次用？跟着示例走一遍</translation>
        </message>
        <message>
            <source>Open the sample: the mountains around Beijing</source>
            <translation>打开示例：北京周边山区</translation>
        </message>
        <message>
            <source>Recent plans</source>
            <translation>最近的规划</translation>
        </message>
        <message>
            <source>See</source>
            <translation>看</translation>
        </message>
        <message>
            <source>See which agreement covers which line, and where each zone stands.</source>
            <translation>哪段界线有协议、每个责任区进展如何，一目了然。</translation>
        </message>
        <message>
            <source>Start page</source>
            <translation>起始页</translation>
        </message>
        <message>
            <source>Take the annex out: document, map plate, coordinates, files for any GIS.</source>
            <translation>导出附件：文档、图版、坐标表，以及各种 GIS 文件。</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>用</translation>
        </message>
        <message>
            <source>Works without a network. Your files are only read, never changed.</source>
            <translation>无需联网。原始文件只读，绝不改动。</translation>
        </message>
    </context>
    <context>
        <name>StatesSection</name>
        <message numerus="yes">
            <source>%n earlier entry(s)</source>
            <translation>
                <numerusform>更早的 %n 条</numerusform>
            </translation>
        </message>
        <message>
            <source>Note with the state</source>
            <translation>随状态记下的备注</translation>
        </message>
        <message>
            <source>Note; Enter writes it down</source>
            <translation>备注，按回车记下</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Status of the zone</source>
            <translation>责任区状态</translation>
        </message>
        <message>
            <source>Where the counties are with this zone</source>
            <translation>各县对这个责任区做到哪一步</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message numerus="yes">
            <source>%n to confirm</source>
            <translation>
                <numerusform>%n 项待确认</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>正在取消…</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>待确认</translation>
        </message>
        <message>
            <source>Move over the map</source>
            <translation>光标移到地图上</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Position of the cursor. Click for another form, right-click to copy.</source>
            <translation>光标位置。单击切换格式，右键复制。</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Saved at</source>
            <translation>保存时间</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>比例尺</translation>
        </message>
        <message>
            <source>Scale on this screen. Click to choose one.</source>
            <translation>屏幕比例尺。单击选择。</translation>
        </message>
        <message>
            <source>Show what was found in the layers</source>
            <translation>查看图层中发现的情况</translation>
        </message>
        <message>
            <source>Status bar</source>
            <translation>状态栏</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>Building the sample</source>
            <translation>正在生成示例</translation>
        </message>
        <message>
            <source>Checking the file</source>
            <translation>正在检查文件</translation>
        </message>
        <message>
            <source>Checking the plan</source>
            <translation>检查规划</translation>
        </message>
        <message>
            <source>Checking the rows</source>
            <translation>正在检查记录</translation>
        </message>
        <message>
            <source>Comparing agreements with the lines</source>
            <translation>正在比对协议与界线</translation>
        </message>
        <message>
            <source>Comparing rasters</source>
            <translation>正在比对栅格</translation>
        </message>
        <message>
            <source>Comparing the counties' lines</source>
            <translation>正在比对各县界线</translation>
        </message>
        <message>
            <source>Comparing the plans</source>
            <translation>比对两份规划</translation>
        </message>
        <message>
            <source>Copying the plan</source>
            <translation>复制规划</translation>
        </message>
        <message>
            <source>Counting people and villages</source>
            <translation>统计人口和村庄</translation>
        </message>
        <message>
            <source>Counting the classes</source>
            <translation>统计各类</translation>
        </message>
        <message>
            <source>Counting what lies in the blocks</source>
            <translation>统计各单元内的对象</translation>
        </message>
        <message>
            <source>Cutting forest at the lines</source>
            <translation>沿界线切分森林</translation>
        </message>
        <message>
            <source>Dividing the land</source>
            <translation>划分地块</translation>
        </message>
        <message>
            <source>Drawing the map plate</source>
            <translation>绘制图版</translation>
        </message>
        <message>
            <source>Finding low land</source>
            <translation>查找低地</translation>
        </message>
        <message>
            <source>Finding ridges</source>
            <translation>寻找山脊</translation>
        </message>
        <message>
            <source>Finding shared borders</source>
            <translation>寻找共同边界</translation>
        </message>
        <message>
            <source>Finding the nearest depots</source>
            <translation>查找最近的仓库</translation>
        </message>
        <message>
            <source>Finding who lives by the rivers</source>
            <translation>查找沿河的村庄和取水口</translation>
        </message>
        <message>
            <source>Forest along the lines</source>
            <translation>界线沿线森林</translation>
        </message>
        <message>
            <source>Forming the zones</source>
            <translation>形成责任区</translation>
        </message>
        <message>
            <source>Gathering the lines</source>
            <translation>汇集线条</translation>
        </message>
        <message>
            <source>Gathering the report</source>
            <translation>汇总数据</translation>
        </message>
        <message>
            <source>Hazard maps along the lines</source>
            <translation>分析界线附近的灾害区划</translation>
        </message>
        <message>
            <source>Hazard sources along the lines</source>
            <translation>分析界线附近的危险源</translation>
        </message>
        <message>
            <source>Joining the patches</source>
            <translation>合并图斑</translation>
        </message>
        <message>
            <source>Joining the rivers</source>
            <translation>连接河网</translation>
        </message>
        <message>
            <source>Looking around</source>
            <translation>通视计算</translation>
        </message>
        <message>
            <source>Looking around villages</source>
            <translation>逐村查看来火方向</translation>
        </message>
        <message>
            <source>Looking at the files</source>
            <translation>正在查看文件</translation>
        </message>
        <message>
            <source>Looking for routes</source>
            <translation>寻找路线</translation>
        </message>
        <message>
            <source>Looking through the history</source>
            <translation>正在查找修改历史</translation>
        </message>
        <message>
            <source>Making the plates</source>
            <translation>制作图幅</translation>
        </message>
        <message>
            <source>Measuring the areas</source>
            <translation>正在量算联防区</translation>
        </message>
        <message>
            <source>Mending shapes</source>
            <translation>修复图形</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>打包</translation>
        </message>
        <message>
            <source>Ranking</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Reading roads and ground</source>
            <translation>正在读取道路和地面</translation>
        </message>
        <message>
            <source>Reading the land</source>
            <translation>读取地面</translation>
        </message>
        <message>
            <source>Reading the terrain</source>
            <translation>读取地形</translation>
        </message>
        <message>
            <source>Recognising columns</source>
            <translation>识别字段</translation>
        </message>
        <message>
            <source>Rivers along the lines</source>
            <translation>界线沿线河流</translation>
        </message>
        <message>
            <source>Roads along the lines</source>
            <translation>判定界线附近的道路</translation>
        </message>
        <message>
            <source>Running fires</source>
            <translation>推演火灾</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Searching the folder</source>
            <translation>正在搜索文件夹</translation>
        </message>
        <message>
            <source>Taking in</source>
            <translation>接收</translation>
        </message>
        <message>
            <source>Tracing the patches</source>
            <translation>描绘图斑</translation>
        </message>
        <message>
            <source>Trying summits</source>
            <translation>试算山头</translation>
        </message>
        <message>
            <source>Unpacking</source>
            <translation>解包</translation>
        </message>
        <message>
            <source>Waiting for another file</source>
            <translation>正在等另一个文件读完</translation>
        </message>
        <message>
            <source>Working figures out</source>
            <translation>推算数字</translation>
        </message>
        <message>
            <source>Working out who comes when</source>
            <translation>正在计算到场时间</translation>
        </message>
        <message>
            <source>Working the exercise out</source>
            <translation>推演演练</translation>
        </message>
        <message>
            <source>Writing coordinates</source>
            <translation>写坐标表</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>Writing map files</source>
            <translation>写地图文件</translation>
        </message>
        <message>
            <source>Writing the PDF</source>
            <translation>写 PDF</translation>
        </message>
        <message>
            <source>Writing the briefing</source>
            <translation>正在写会商材料</translation>
        </message>
        <message>
            <source>Writing the document</source>
            <translation>写文档</translation>
        </message>
        <message>
            <source>Writing the plan</source>
            <translation>写入规划</translation>
        </message>
        <message>
            <source>Writing the web page</source>
            <translation>写网页</translation>
        </message>
    </context>
    <context>
        <name>StepsCard</name>
        <message>
            <source>Difference of the classes, 4 is the highest; – one side has none</source>
            <translation>等级之差，4 为最高；— 表示一侧无图</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Hazard classes across the line</source>
            <translation>界线两侧危险性等级</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>One side</source>
            <translation>一侧</translation>
        </message>
        <message>
            <source>Other side</source>
            <translation>另一侧</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>级差</translation>
        </message>
        <message>
            <source>The classes on both sides of every county line agree.</source>
            <translation>各县界两侧的等级一致。</translation>
        </message>
        <message>
            <source>The highest class at the bank tolerance to either side, every 50 m; stretches under 100 m are left out. A hazard rarely ends at a line: ask for method and date of both maps.</source>
            <translation>沿县界每 50 m 取两侧（界线容差处）的最高等级，不足 100 m 的段略去。灾害很少恰在界线终止：请核对两图的方法和年份。</translation>
        </message>
        <message>
            <source>The plan has no hazard map. Add one and give it the role Hazard map.</source>
            <translation>规划中没有灾害区划图。请加入图层并指定为“灾害区划”。</translation>
        </message>
        <message>
            <source>hazard map</source>
            <translation>灾害区划</translation>
        </message>
        <message>
            <source>{length} of county line with different classes on its two sides.</source>
            <translation>两侧等级不同的县界共 {length}。</translation>
        </message>
    </context>
    <context>
        <name>StepsControl</name>
        <message>
            <source>Looking along the lines…</source>
            <translation>沿界线比对中…</translation>
        </message>
        <message>
            <source>{plan} hazard classes</source>
            <translation>{plan}两侧等级</translation>
        </message>
    </context>
    <context>
        <name>StockPage</name>
        <message>
            <source>A depot or team of the plan, or a body</source>
            <translation>本规划的仓库、队伍，或一个单位</translation>
        </message>
        <message>
            <source>All counties</source>
            <translation>全部县</translation>
        </message>
        <message>
            <source>All kinds</source>
            <translation>全部类别</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>An empty workbook to be filled in, with the catalogue of items</source>
            <translation>供填写的空白工作簿，附资源目录</translation>
        </message>
        <message>
            <source>Another one like this</source>
            <translation>照此再来一条</translation>
        </message>
        <message>
            <source>Blank is unknown, 0 is none</source>
            <translation>留空为不详，0 为没有</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>修改</translation>
        </message>
        <message>
            <source>Change a row</source>
            <translation>修改一条</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Inventory</source>
            <translation>应急资源</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>缺项</translation>
        </message>
        <message>
            <source>Never checked</source>
            <translation>从未核查</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>New row</source>
            <translation>新增一条</translation>
        </message>
        <message>
            <source>Of the catalogue, or anything else</source>
            <translation>目录中的一项，或其他任何名称</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Say in which county it is.</source>
            <translation>请选择在哪个县。</translation>
        </message>
        <message>
            <source>Say what it is: an item of the catalogue or a name of your own.</source>
            <translation>请填写是什么：目录中的一项，或自己的名称。</translation>
        </message>
        <message>
            <source>Select a row first</source>
            <translation>先选一行或多行</translation>
        </message>
        <message>
            <source>Select one row first</source>
            <translation>先选一行</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在图上显示</translation>
        </message>
        <message>
            <source>Something missing</source>
            <translation>有缺项</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>过期</translation>
        </message>
        <message>
            <source>Telephone numbers are personal data: they leave the program only when this is ticked</source>
            <translation>电话号码属于个人信息：勾选后才会导出</translation>
        </message>
        <message>
            <source>Template…</source>
            <translation>模板…</translation>
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation>本规划以只读方式打开</translation>
        </message>
        <message>
            <source>What both sides hold is listed here: materials, equipment, vehicles, teams and experts, with who to call and when it was checked. Import a workbook, or begin with New.</source>
            <translation>这里列出双方有什么：物资、装备、车辆、队伍、专家，找谁，什么时候核查过。可以导入工作簿，也可以点“新增”。</translation>
        </message>
        <message>
            <source>What it is good for, of an item of your own; the search finds it by this</source>
            <translation>自己目录项的用途，查找时用得到</translation>
        </message>
        <message>
            <source>Which county</source>
            <translation>哪个县</translation>
        </message>
        <message>
            <source>Which kind</source>
            <translation>哪种类别</translation>
        </message>
        <message>
            <source>Which state</source>
            <translation>哪种状态</translation>
        </message>
        <message>
            <source>Who has something that can do this</source>
            <translation>谁有这种能力</translation>
        </message>
        <message>
            <source>Who has … e.g. 水泵, 蛙人, 机器人, shuibeng</source>
            <translation>谁有……如 水泵、蛙人、机器人、shuibeng</translation>
        </message>
        <message>
            <source>with phones</source>
            <translation>含电话</translation>
        </message>
        <message>
            <source>{count} of {all} rows in {counties} counties; {stale} stale or never checked</source>
            <translation>{all} 行中的 {count} 行，{counties} 个县；过期或从未核查 {stale} 行</translation>
        </message>
        <message>
            <source>{days} days before the reference date {date}; stale after {limit}</source>
            <translation>基准日 {date} 前 {days} 天；超过 {limit} 天为过期</translation>
        </message>
    </context>
    <context>
        <name>StraddlingPanel</name>
        <message>
            <source>By side</source>
            <translation>分县面积</translation>
        </message>
        <message>
            <source>Forest patches that a county line cuts are listed here, with their share on each side.</source>
            <translation>被县界切开的林块列在这里，附各侧面积和占比。</translation>
        </message>
        <message>
            <source>Geodesic area on CGCS2000 of the whole patch</source>
            <translation>整块林地的椭球面积（CGCS2000）</translation>
        </message>
        <message>
            <source>Largest share</source>
            <translation>最大占比</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>林块</translation>
        </message>
        <message>
            <source>Straddling patches</source>
            <translation>跨界林块</translation>
        </message>
        <message>
            <source>hm²</source>
            <translation>hm²</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>界外</translation>
        </message>
        <message>
            <source>unnamed</source>
            <translation>未命名</translation>
        </message>
    </context>
    <context>
        <name>SwapCard</name>
        <message>
            <source>1: only where it starts counts; 0: only who is affected counts</source>
            <translation>1：只看发生地；0：只看波及地</translation>
        </message>
        <message>
            <source>Adopt by hand</source>
            <translation>人工采用</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>现状</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>情境</translation>
        </message>
        <message>
            <source>Exchanged</source>
            <translation>对调后</translation>
        </message>
        <message>
            <source>Hazard and exposure trade places. Nothing changes until you adopt it.</source>
            <translation>致灾与承灾互换位置。采用之前什么都不改变。</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Origin weight {weight}</source>
            <translation>发生地权重 {weight}</translation>
        </message>
        <message>
            <source>Share of {county}</source>
            <translation>{county}比例</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>Swap origin and affected</source>
            <translation>对调发生地与波及地</translation>
        </message>
        <message>
            <source>Swap: {zone}</source>
            <translation>对调：{zone}</translation>
        </message>
        <message>
            <source>The plan's own weight is changed in the parameters.</source>
            <translation>规划采用的权重在参数中修改。</translation>
        </message>
        <message>
            <source>Weight of the origin</source>
            <translation>发生地权重</translation>
        </message>
        <message>
            <source>Where a share is unknown or nobody is exposed, no county can be named.</source>
            <translation>份额未知或无人受影响时，无法推导牵头县。</translation>
        </message>
        <message>
            <source>Write the exchanged class, lead, support and shares on the zone, as an edit</source>
            <translation>把对调后的情境、牵头、配合和比例作为人工修改写入责任区</translation>
        </message>
        <message>
            <source>{county}, yearly in turn</source>
            <translation>{county}，逐年轮值</translation>
        </message>
    </context>
    <context>
        <name>Swatches</name>
        <message>
            <source>blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <source>brown</source>
            <translation>棕</translation>
        </message>
        <message>
            <source>green</source>
            <translation>绿</translation>
        </message>
        <message>
            <source>grey</source>
            <translation>灰</translation>
        </message>
        <message>
            <source>indigo</source>
            <translation>靛蓝</translation>
        </message>
        <message>
            <source>olive</source>
            <translation>橄榄绿</translation>
        </message>
        <message>
            <source>purple</source>
            <translation>紫</translation>
        </message>
        <message>
            <source>rose</source>
            <translation>玫红</translation>
        </message>
        <message>
            <source>sand</source>
            <translation>沙黄</translation>
        </message>
        <message>
            <source>sky</source>
            <translation>天蓝</translation>
        </message>
        <message>
            <source>teal</source>
            <translation>青</translation>
        </message>
        <message>
            <source>wine</source>
            <translation>酒红</translation>
        </message>
    </context>
    <context>
        <name>SwipeDivider</name>
        <message>
            <source>Drag the line, or move it with the arrow keys (Shift: faster)</source>
            <translation>拖动分界线，或用方向键移动（Shift 加快）</translation>
        </message>
        <message>
            <source>Line between the two proposals</source>
            <translation>两方案之间的分界线</translation>
        </message>
    </context>
    <context>
        <name>TextPage</name>
        <message>
            <source>Ask again</source>
            <translation>重新选择</translation>
        </message>
        <message>
            <source>Read as {encoding}, as you chose for another file of this folder.</source>
            <translation>按{encoding}读取：与您为此文件夹中其他文件的选择相同。</translation>
        </message>
        <message>
            <source>Read as {encoding}, as you chose when this text was added before.</source>
            <translation>按{encoding}读取：您上次添加这份文字时的选择。</translation>
        </message>
        <message>
            <source>Read as {encoding}, as you chose.</source>
            <translation>按{encoding}读取：您的选择。</translation>
        </message>
        <message>
            <source>Read like this, it is no layer. {why}</source>
            <translation>这样读取不成图层。{why}</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>The file does not say for certain. Click the names that are right; the choice is kept.</source>
            <translation>文件本身无法确定编码。请点击名称正确的一栏；选择会被记住。</translation>
        </message>
        <message>
            <source>The text shows it is {encoding}. If its names look wrong, click those that are right.</source>
            <translation>从内容可知是{encoding}。如果名称不对，请点击正确的一栏。</translation>
        </message>
        <message>
            <source>{layer}: choose first which names are right</source>
            <translation>{layer}：请先选择哪一栏的名称正确</translation>
        </message>
        <message>
            <source>{layer}: read like this, it is no layer</source>
            <translation>{layer}：这样读取不成图层</translation>
        </message>
        <message>
            <source>{layer}: which names are right?</source>
            <translation>{layer}：哪一栏的名称是对的？</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
    </context>
    <context>
        <name>Toolbar</name>
        <message>
            <source>Menu (F10)</source>
            <translation>菜单 (F10)</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>登记</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Tools</source>
            <translation>工具</translation>
        </message>
    </context>
    <context>
        <name>Townships</name>
        <message>
            <source>County unknown</source>
            <translation>所属县不详</translation>
        </message>
        <message>
            <source>{county}: {townships}</source>
            <translation>{county}：{townships}</translation>
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation>{names}等，另有 {count} 个</translation>
        </message>
        <message>
            <source>{township} {share}</source>
            <translation>{township} {share}</translation>
        </message>
    </context>
    <context>
        <name>TransformCard</name>
        <message>
            <source>Clockwise</source>
            <translation>顺时针</translation>
        </message>
        <message>
            <source>Move, turn, scale</source>
            <translation>移动、旋转、缩放</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>To the east (Y)</source>
            <translation>向东（Y）</translation>
        </message>
        <message>
            <source>To the north (X)</source>
            <translation>向北（X）</translation>
        </message>
    </context>
    <context>
        <name>TransformTool</name>
        <message>
            <source>Moved {length}</source>
            <translation>移动 {length}</translation>
        </message>
        <message>
            <source>Scaled to {percent} %</source>
            <translation>缩放至 {percent} %</translation>
        </message>
        <message>
            <source>Turned {degrees}°</source>
            <translation>旋转 {degrees}°</translation>
        </message>
    </context>
    <context>
        <name>TransmissionCard</name>
        <message>
            <source>A fire every</source>
            <translation>起火点间隔</translation>
        </message>
        <message>
            <source>Burns in</source>
            <translation>烧到县</translation>
        </message>
        <message>
            <source>Change how often each wind blows</source>
            <translation>修改各方向风的频次</translation>
        </message>
        <message>
            <source>Expected of one fire that starts anywhere; {count} fires, one every {step}.</source>
            <translation>任一处起一次火的期望值；共 {count} 个起火点，每 {step} 一个。</translation>
        </message>
        <message>
            <source>Flows between counties</source>
            <translation>各县间的传播</translation>
        </message>
        <message>
            <source>Heat map of what counties send each other</source>
            <translation>各县相互传播热图</translation>
        </message>
        <message>
            <source>Keep the rose</source>
            <translation>保存风玫瑰</translation>
        </message>
        <message>
            <source>Keep these frequencies with the plan; scenarios use them too</source>
            <translation>把这些频次存入规划；情景也用它</translation>
        </message>
        <message>
            <source>Level ground: the plan has no terrain.</source>
            <translation>规划中没有地形，按平地推算。</translation>
        </message>
        <message>
            <source>Most crosses in wind from the {direction}: {area} of one fire.</source>
            <translation>{direction}风时跨界最多：每次起火 {area}。</translation>
        </message>
        <message>
            <source>Nothing of it burns.</source>
            <translation>没有可烧的。</translation>
        </message>
        <message>
            <source>Of all that burns in the receiving county</source>
            <translation>占受火县全部过火量的比例</translation>
        </message>
        <message>
            <source>One wind, or eight weighted by how often each blows, all as strong as the wind above</source>
            <translation>一种风，或按频次加权的八个方向，风速同上</translation>
        </message>
        <message>
            <source>Per fire</source>
            <translation>每次起火</translation>
        </message>
        <message>
            <source>R0 {rate} m/min, {wind} m/s: {winds}</source>
            <translation>R0 {rate} m/min，{wind} m/s：{winds}</translation>
        </message>
        <message>
            <source>Rose…</source>
            <translation>风玫瑰…</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>推演</translation>
        </message>
        <message>
            <source>Run the fires in this weather (Enter)</source>
            <translation>按此天气推演（回车）</translation>
        </message>
        <message>
            <source>Save the matrix and what follows from it as a workbook</source>
            <translation>把矩阵和由其得出的数字存为工作簿</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Scenarios…</source>
            <translation>情景对比…</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Starts in</source>
            <translation>起火县</translation>
        </message>
        <message>
            <source>Two to four weathers side by side, for instance the danger levels</source>
            <translation>二至四种气象并排对比，例如各火险等级</translation>
        </message>
        <message>
            <source>Unknown: no forest or land cover of {counties}.</source>
            <translation>情况不明：没有{counties}的森林或土地覆盖资料。</translation>
        </message>
        <message>
            <source>Villages and people of {counties} are not known.</source>
            <translation>{counties}的村庄和人口不详。</translation>
        </message>
        <message>
            <source>What counties send each other</source>
            <translation>各县相互传播</translation>
        </message>
        <message>
            <source>What is counted</source>
            <translation>统计量</translation>
        </message>
        <message>
            <source>What of it burns is not known.</source>
            <translation>会烧到多少，不详。</translation>
        </message>
        <message>
            <source>Winds</source>
            <translation>风</translation>
        </message>
        <message>
            <source>hectares</source>
            <translation>公顷</translation>
        </message>
        <message>
            <source>one wind</source>
            <translation>一种风</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>各县以外</translation>
        </message>
        <message>
            <source>people</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>starts in ↓, burns in →</source>
            <translation>起火县 ↓ 烧到 →</translation>
        </message>
        <message>
            <source>villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>wind rose of 8</source>
            <translation>八方风玫瑰</translation>
        </message>
        <message>
            <source>{county} to itself: {amount} {unit} of one fire</source>
            <translation>{county}烧在本县：每次起火 {amount} {unit}</translation>
        </message>
        <message>
            <source>{direction} {share}</source>
            <translation>{direction} {share}</translation>
        </message>
        <message>
            <source>{sender} → {receiver}: {amount} {unit} of one fire</source>
            <translation>{sender} → {receiver}：每次起火 {amount} {unit}</translation>
        </message>
        <message>
            <source>{share} of it started in another county ({rough} with fires twice as far apart).</source>
            <translation>其中 {share} 由外县起火（起火点间隔加倍时为 {rough}）。</translation>
        </message>
    </context>
    <context>
        <name>TransmissionControl</name>
        <message>
            <source>A wind rose needs at least one wind that blows.</source>
            <translation>风玫瑰至少要有一个方向有风。</translation>
        </message>
        <message>
            <source>Running fires…</source>
            <translation>推演中…</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>写文件</translation>
        </message>
        <message>
            <source>{plan} transmission</source>
            <translation>{plan}各县相互传播</translation>
        </message>
    </context>
    <context>
        <name>UnpackDialog</name>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Compare with the open plan</source>
            <translation>与打开的规划比对</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Not in the package, because the sender's files were not found: {titles}.</source>
            <translation>发送人那里没有找到文件，联防包里缺少：{titles}。</translation>
        </message>
        <message>
            <source>Nothing can be written to {folder}</source>
            <translation>{folder} 无法写入</translation>
        </message>
        <message>
            <source>Open a packed plan</source>
            <translation>打开联防包</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>联防包</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>打包时间</translation>
        </message>
        <message>
            <source>Reference date</source>
            <translation>基准日</translation>
        </message>
        <message>
            <source>The package itself is not changed, and nothing is overwritten.</source>
            <translation>联防包本身不会改动，也不会覆盖任何文件。</translation>
        </message>
        <message>
            <source>Unpack and open</source>
            <translation>解包并打开</translation>
        </message>
        <message>
            <source>Unpack to</source>
            <translation>解包到</translation>
        </message>
        <message numerus="yes">
            <source>the plan and %n raster layer(s), {size}</source>
            <translation>
                <numerusform>规划和 %n 个栅格图层，{size}</numerusform>
            </translation>
        </message>
        <message>
            <source>the plan, {size}</source>
            <translation>规划，{size}</translation>
        </message>
        <message>
            <source>{name} exists already. Choose another name.</source>
            <translation>{name} 已存在，请换个名字。</translation>
        </message>
    </context>
    <context>
        <name>VersionControl</name>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Begin an amendment</source>
            <translation>开始修订</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Checking a paper</source>
            <translation>正在核对纸件</translation>
        </message>
        <message>
            <source>Comparing versions</source>
            <translation>正在比较版本</translation>
        </message>
        <message>
            <source>Reading the text of an agreement</source>
            <translation>正在读取协议文本</translation>
        </message>
        <message>
            <source>Save the amendment</source>
            <translation>保存修订对照表</translation>
        </message>
        <message>
            <source>Save who agreed</source>
            <translation>保存同意与签署情况</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>文本 (*.txt)</translation>
        </message>
        <message>
            <source>Why is {what} amended?</source>
            <translation>为什么修订 {what}？</translation>
        </message>
        <message>
            <source>Word (*.docx)</source>
            <translation>Word 文档 (*.docx)</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>{plan} who agreed</source>
            <translation>{plan} 同意与签署情况</translation>
        </message>
        <message>
            <source>{what} version {after}</source>
            <translation>{what} 第{after}版修订对照表</translation>
        </message>
    </context>
    <context>
        <name>VersionList</name>
        <message>
            <source>Earlier versions</source>
            <translation>早先版本</translation>
        </message>
    </context>
    <context>
        <name>VersionModel</name>
        <message>
            <source>Changes: {count}</source>
            <translation>修改 {count} 次</translation>
        </message>
        <message>
            <source>Nothing done yet</source>
            <translation>尚无修改</translation>
        </message>
        <message>
            <source>This version is damaged and cannot be opened.</source>
            <translation>这个版本的备份文件已损坏，无法打开。</translation>
        </message>
        <message>
            <source>kept when closed</source>
            <translation>关闭时备份</translation>
        </message>
        <message>
            <source>kept when opened</source>
            <translation>打开后备份</translation>
        </message>
        <message>
            <source>kept while working</source>
            <translation>工作中备份</translation>
        </message>
        <message>
            <source>never saved</source>
            <translation>从未保存</translation>
        </message>
    </context>
    <context>
        <name>VersionTask</name>
        <message>
            <source>Looking through the versions</source>
            <translation>正在查看版本</translation>
        </message>
    </context>
    <context>
        <name>VersionTextDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Document (*.docx *.txt)</source>
            <translation>文档 (*.docx *.txt)</translation>
        </message>
        <message>
            <source>Joint-patrol areas in the annex</source>
            <translation>附件中的联防区</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>One paragraph a line. What is signed is this text; an amendment is compared with it.</source>
            <translation>每行一段。签署的就是这份正文，修订与它对照。</translation>
        </message>
        <message>
            <source>Read from a document…</source>
            <translation>从文档读入…</translation>
        </message>
        <message>
            <source>Read the text of the agreement</source>
            <translation>读入协议正文</translation>
        </message>
        <message>
            <source>Text and annex of {what}</source>
            <translation>{what} 的正文与附件</translation>
        </message>
        <message>
            <source>Text of the agreement</source>
            <translation>协议正文</translation>
        </message>
    </context>
    <context>
        <name>Versions</name>
        <message>
            <source>{sign} Version {number}, {state}</source>
            <translation>{sign} 第 {number} 版，{state}</translation>
        </message>
    </context>
    <context>
        <name>VersionsWindow</name>
        <message>
            <source>Agreed</source>
            <translation>同意</translation>
        </message>
        <message>
            <source>Agrees…</source>
            <translation>同意…</translation>
        </message>
        <message>
            <source>All agreements</source>
            <translation>全部协议</translation>
        </message>
        <message>
            <source>Areas and agreements</source>
            <translation>联防区和协议</translation>
        </message>
        <message>
            <source>Areas, and agreements spoken to</source>
            <translation>联防区与已表态的协议</translation>
        </message>
        <message>
            <source>As a document…</source>
            <translation>存为文件…</translation>
        </message>
        <message>
            <source>Begin an amendment…</source>
            <translation>开始修订…</translation>
        </message>
        <message>
            <source>Check a paper…</source>
            <translation>核对纸件…</translation>
        </message>
        <message>
            <source>Choose an area or an agreement on the left.</source>
            <translation>请在左边选一个联防区或协议。</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Declines…</source>
            <translation>不同意…</translation>
        </message>
        <message>
            <source>Draw a joint-patrol area or enter an agreement first. Here it becomes a draft, is negotiated and signed; what is signed stays as it is, and changes by amendments.</source>
            <translation>请先画联防区或登记协议。它在这里由草案经商定到签署；签署的内容保持不变，通过修订改动。</translation>
        </message>
        <message>
            <source>Export who agreed…</source>
            <translation>导出同意情况…</translation>
        </message>
        <message>
            <source>Find an area or agreement</source>
            <translation>查找联防区或协议</translation>
        </message>
        <message>
            <source>Hash</source>
            <translation>校验值</translation>
        </message>
        <message>
            <source>Joint-patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name or hash</source>
            <translation>名称或校验值</translation>
        </message>
        <message>
            <source>Negotiated…</source>
            <translation>商定…</translation>
        </message>
        <message>
            <source>No outline was changed</source>
            <translation>范围没有改动</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>版次</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>在地图上</translation>
        </message>
        <message>
            <source>Parties that agree to, or signed, what is there now</source>
            <translation>同意或签署了现在内容的各方</translation>
        </message>
        <message>
            <source>Party</source>
            <translation>各方</translation>
        </message>
        <message>
            <source>Sign…</source>
            <translation>签署…</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>起</translation>
        </message>
        <message>
            <source>Stands</source>
            <translation>情况</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Text and annex…</source>
            <translation>正文与附件…</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Version after</source>
            <translation>修订后版本</translation>
        </message>
        <message>
            <source>Version before</source>
            <translation>修订前版本</translation>
        </message>
        <message>
            <source>Version {number} ({state})</source>
            <translation>第 {number} 版（{state}）</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Versions and signatures</source>
            <translation>版本与签署</translation>
        </message>
        <message>
            <source>What changes</source>
            <translation>修订对照</translation>
        </message>
        <message>
            <source>What is shown of it</source>
            <translation>显示内容</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>哪些</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>何人</translation>
        </message>
        <message>
            <source>Who agreed</source>
            <translation>同意情况</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>缘由</translation>
        </message>
        <message>
            <source>Withdraw…</source>
            <translation>撤回…</translation>
        </message>
        <message>
            <source>changed since it was negotiated</source>
            <translation>商定以后有改动</translation>
        </message>
        <message>
            <source>no longer in the plan</source>
            <translation>已不在规划中</translation>
        </message>
    </context>
    <context>
        <name>VertexCard</name>
        <message>
            <source>Corners</source>
            <translation>角点</translation>
        </message>
        <message>
            <source>Corners of the area</source>
            <translation>联防区的角点</translation>
        </message>
        <message>
            <source>Double click to type, Ctrl+V pastes rows from a spreadsheet, Delete removes corners.</source>
            <translation>双击键入；Ctrl+V 粘贴电子表格的行；Delete 删除角点。</translation>
        </message>
        <message>
            <source>{system}, EPSG:{code}; Y without zone number</source>
            <translation>{system}，EPSG:{code}；Y 不带带号</translation>
        </message>
    </context>
    <context>
        <name>ViewControl</name>
        <message>
            <source>Drawing the picture</source>
            <translation>正在绘制图片</translation>
        </message>
        <message>
            <source>Picture for a projector, 1920 × 1080 (*.png)</source>
            <translation>投影图片，1920 × 1080 (*.png)</translation>
        </message>
        <message>
            <source>Picture of the view, for documents (*.png)</source>
            <translation>视图图片，供文档使用 (*.png)</translation>
        </message>
        <message>
            <source>Save the view as a picture</source>
            <translation>当前视图存为图片</translation>
        </message>
        <message>
            <source>The view was copied as a picture, {width} × {height}.</source>
            <translation>视图已复制为图片，{width} × {height}。</translation>
        </message>
        <message>
            <source>The view was written to {name}, {size}.</source>
            <translation>视图已写入 {name}，{size}。</translation>
        </message>
        <message>
            <source>Writing the picture</source>
            <translation>正在写出图片</translation>
        </message>
        <message>
            <source>本图联防区域不作为行政区域界线依据 Joint-patrol areas are no evidence of boundaries</source>
            <translation>本图联防区域不作为行政区域界线依据</translation>
        </message>
    </context>
    <context>
        <name>Walk</name>
        <message>
            <source>A walk through one plan</source>
            <translation>走一遍：一份规划从头到尾</translation>
        </message>
        <message>
            <source>Agreements and their gaps</source>
            <translation>协议和缺口</translation>
        </message>
        <message>
            <source>An exercise</source>
            <translation>一次演练</translation>
        </message>
        <message>
            <source>Area and shares</source>
            <translation>面积和占比</translation>
        </message>
        <message>
            <source>At the table</source>
            <translation>会商桌上</translation>
        </message>
        <message>
            <source>Choose the first</source>
            <translation>选第一个</translation>
        </message>
        <message>
            <source>County lines, forests, rivers, roads, depots: what came from files. Click a box and its layer leaves the map. Your own files you simply drop on the window.</source>
            <translation>县界、森林、河流、道路、仓库，都来自文件。点一下勾选框，图层就从地图上消失。您自己的文件，拖到窗口上即可。</translation>
        </message>
        <message>
            <source>Derive now</source>
            <translation>现在推导</translation>
        </message>
        <message>
            <source>Derive the zones again</source>
            <translation>重新推导</translation>
        </message>
        <message>
            <source>Draw a joint-patrol area</source>
            <translation>画一个联防区</translation>
        </message>
        <message>
            <source>Every border by its agreement: in force, ending, expired, or none at all, the urgent ones first. The register of agreements, bodies and contacts opens with {open_register}.</source>
            <translation>每段界线的协议：有效、将到期、过期、没有，急的在前。协议、机构、联系人的登记簿用 {open_register} 打开。</translation>
        </message>
        <message>
            <source>Export ({export}) writes the agreement's annexes, map, coordinate table and files for any GIS. The window says first what a paper would lack. Look around and close it again.</source>
            <translation>导出（{export}）写出协议附件、地图、坐标表和各种 GIS 文件。窗口先说明纸件还缺什么。看一看，再关上。</translation>
        </message>
        <message>
            <source>Find anything, ask anywhere</source>
            <translation>什么都搜得到，哪里都能问</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>On the wall</source>
            <translation>上墙</translation>
        </message>
        <message>
            <source>Open it</source>
            <translation>打开看看</translation>
        </message>
        <message>
            <source>Open the help</source>
            <translation>打开帮助</translation>
        </message>
        <message>
            <source>Overlaps, narrow strips, data that are missing: each line leads to its place, and many have a fix at one press. {undo} takes any step back.</source>
            <translation>重叠、细条、缺的资料：单击一行就到那里，多数按一下就能办好。{undo} 可以撤销任何一步。</translation>
        </message>
        <message>
            <source>Press {draw_patrol} and click corners on the map; Enter finishes. The cursor snaps to county lines and zones. Or let the program take the zone's outline for a beginning.</source>
            <translation>按 {draw_patrol}，在地图上逐点单击，回车完成；光标会捕捉县界和责任区。也可以让程序先取责任区的范围。</translation>
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Show the gaps</source>
            <translation>显示缺口</translation>
        </message>
        <message>
            <source>Take the zone's outline</source>
            <translation>取责任区的范围</translation>
        </message>
        <message>
            <source>The annex on paper</source>
            <translation>附件出纸</translation>
        </message>
        <message>
            <source>The card gives reasons: where the danger is, who is exposed, who leads and who supports, who gets there first. “Unknown” means that a county has not supplied data; it is never zero.</source>
            <translation>卡片说明理由：危险在哪里，谁受影响，谁牵头谁配合，谁先到。“未知”表示某县还没有提供资料，绝不当作零。</translation>
        </message>
        <message>
            <source>The list has every joint-patrol area with hm², 亩 and the share of each county, measured on the ellipsoid. While you draw, the same figures follow the cursor.</source>
            <translation>列表里是全部联防区，附公顷、亩和各县占比，都是椭球面面积。画的时候，同样的数字跟着光标走。</translation>
        </message>
        <message>
            <source>The program found where a danger or those it threatens cross the county line, the most urgent first. Click a row: the map shows the zone.</source>
            <translation>程序找出了危险或受其影响的对象越过县界的地方，最急的在前。单击一行，地图就显示这个责任区。</translation>
        </message>
        <message>
            <source>The same map sets up an exercise: sites checked against their rules, a script that follows from how the fire really runs, a clock to play it. It opens below the map.</source>
            <translation>同一张图上设演练：点位对照规则检查，脚本由火真正的走法推出，时钟带着走。面板开在地图下方。</translation>
        </message>
        <message>
            <source>This is the sample: made-up data of the mountains around Beijing, in a copy of its own. Try anything; your own plans are not touched. {walk_next} goes on, {walk_back} back; leave whenever you like and come back later.</source>
            <translation>这是示例：北京周边山区的示意数据，另开的一份副本。随便试，不会动到您自己的规划。{walk_next} 往下，{walk_back} 往回；随时可以离开，以后接着走。</translation>
        </message>
        <message>
            <source>What is still to be settled</source>
            <translation>还有什么要处理</translation>
        </message>
        <message>
            <source>When a layer or a parameter has changed, {analyse} works all zones out again. What people changed by hand stays.</source>
            <translation>图层或参数改过之后，{analyse} 把责任区全部重算。人工改过的保留。</translation>
        </message>
        <message>
            <source>Why this zone, and who leads</source>
            <translation>为什么在这里，谁牵头</translation>
        </message>
        <message>
            <source>Your own plan</source>
            <translation>您自己的规划</translation>
        </message>
        <message>
            <source>{meeting_mode} hangs the plan on the wall: zone after zone in large type, a laser, pens. {open_minutes} writes down what is decided, {show_proposals} holds two proposals against each other.</source>
            <translation>{meeting_mode} 把规划上墙：责任区一个接一个，大字显示，有激光笔和画笔。{open_minutes} 记下议定的事，{show_proposals} 把两个方案放在一起对照。</translation>
        </message>
        <message>
            <source>{new_plan} begins with counties from the built-in list or with your files. Every change is saved at once. The sample is not kept unless you want it.</source>
            <translation>{new_plan}：从内置名录选县，或从您的文件开始。每一步即时存盘。示例不想留就不留。</translation>
        </message>
        <message>
            <source>{search} finds commands, places and zones by name or pinyin. {context_help} opens the help at what you have in hand: a panel, a card, a tool.</source>
            <translation>{search} 按名称或拼音找命令、地名、责任区。{context_help} 打开手头这样东西的说明：面板、卡片、工具。</translation>
        </message>
    </context>
    <context>
        <name>WalkCard</name>
        <message>
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <source>End the walk; it can be taken up again</source>
            <translation>结束导览，以后可以接着走</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>From the beginning</source>
            <translation>从头开始</translation>
        </message>
        <message>
            <source>Guided walk, step {step} of {all}: {title}</source>
            <translation>导览，第 {step} 步，共 {all} 步：{title}</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>The program does it for you ({key})</source>
            <translation>由程序代做（{key}）</translation>
        </message>
        <message>
            <source>{step} / {all}</source>
            <translation>{step} / {all}</translation>
        </message>
    </context>
    <context>
        <name>WalkControl</name>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>The walk can be taken up again: {action} in the Help menu.</source>
            <translation>导览可以接着走：“帮助”菜单里的“{action}”。</translation>
        </message>
    </context>
    <context>
        <name>WeatherFields</name>
        <message>
            <source>Ahead</source>
            <translation>推演</translation>
        </message>
        <message>
            <source>From temperature, humidity and wind: change it among all parameters</source>
            <translation>由气温、湿度和风推算：在全部参数中修改</translation>
        </message>
        <message>
            <source>R0</source>
            <translation>R0</translation>
        </message>
        <message>
            <source>Wind</source>
            <translation>风速</translation>
        </message>
        <message>
            <source>from</source>
            <translation>风向</translation>
        </message>
    </context>
    <context>
        <name>WeightControl</name>
        <message>
            <source>All weights are 0: give one of them a weight.</source>
            <translation>权重全为 0：请至少给一项设置权重。</translation>
        </message>
        <message>
            <source>Ranking zones</source>
            <translation>排序责任区</translation>
        </message>
    </context>
    <context>
        <name>WeightForm</name>
        <message>
            <source>Share of the whole where all parts are known</source>
            <translation>各项均已知时所占比重</translation>
        </message>
        <message>
            <source>Weight of {part}</source>
            <translation>{part}的权重</translation>
        </message>
        <message>
            <source>Weight of {part}, slider</source>
            <translation>{part}的权重（滑块）</translation>
        </message>
    </context>
    <context>
        <name>WeightsCard</name>
        <message numerus="yes">
            <source>%n zone(s) change their rank</source>
            <translation>
                <numerusform>%n 个责任区名次改变</numerusform>
            </translation>
        </message>
        <message>
            <source>As kept</source>
            <translation>恢复已存</translation>
        </message>
        <message>
            <source>Defaults</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>采用</translation>
        </message>
        <message>
            <source>No zone was derived yet: the weights are kept for when it is.</source>
            <translation>尚未划定责任区：权重将在划定时采用。</translation>
        </message>
        <message>
            <source>Not known, of {zones} zones: {parts}</source>
            <translation>{zones} 个责任区中未知的：{parts}</translation>
        </message>
        <message>
            <source>Our proposal; agree on weights with your neighbour</source>
            <translation>本软件的建议值；请与邻县商定权重</translation>
        </message>
        <message>
            <source>Put the weights of the plan back into the form</source>
            <translation>把规划中保存的权重放回表单</translation>
        </message>
        <message>
            <source>Rank the zones of the plan by these weights (Enter); it can be undone</source>
            <translation>按这些权重给规划中的责任区排序（回车）；可以撤销</translation>
        </message>
        <message>
            <source>The list of zones follows at once. Only the ratios count; what is unknown weighs nothing.</source>
            <translation>责任区列表随即变化。只有比例起作用；未知的项不计权重。</translation>
        </message>
        <message>
            <source>What the rank weighs</source>
            <translation>排序权重</translation>
        </message>
        <message>
            <source>{rank}  {name} (was {was})</source>
            <translation>{rank}  {name}（原第 {was} 名）</translation>
        </message>
    </context>
    <context>
        <name>Winds</name>
        <message>
            <source>ENE</source>
            <translation>东偏北</translation>
        </message>
        <message>
            <source>ESE</source>
            <translation>东偏南</translation>
        </message>
        <message>
            <source>NNE</source>
            <translation>北偏东</translation>
        </message>
        <message>
            <source>NNW</source>
            <translation>北偏西</translation>
        </message>
        <message>
            <source>SSE</source>
            <translation>南偏东</translation>
        </message>
        <message>
            <source>SSW</source>
            <translation>南偏西</translation>
        </message>
        <message>
            <source>WNW</source>
            <translation>西偏北</translation>
        </message>
        <message>
            <source>WSW</source>
            <translation>西偏南</translation>
        </message>
        <message>
            <source>east</source>
            <translation>正东</translation>
        </message>
        <message>
            <source>north</source>
            <translation>正北</translation>
        </message>
        <message>
            <source>north-east</source>
            <translation>东北</translation>
        </message>
        <message>
            <source>north-west</source>
            <translation>西北</translation>
        </message>
        <message>
            <source>south</source>
            <translation>正南</translation>
        </message>
        <message>
            <source>south-east</source>
            <translation>东南</translation>
        </message>
        <message>
            <source>south-west</source>
            <translation>西南</translation>
        </message>
        <message>
            <source>west</source>
            <translation>正西</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Agreement</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Analysed and assessed</source>
            <translation>分析与评估</translation>
        </message>
        <message>
            <source>Base map</source>
            <translation>底图</translation>
        </message>
        <message>
            <source>Boundary markers</source>
            <translation>界桩</translation>
        </message>
        <message>
            <source>Bridges and gates</source>
            <translation>桥闸</translation>
        </message>
        <message>
            <source>Buildings</source>
            <translation>建筑</translation>
        </message>
        <message>
            <source>CGCS2000 3° zone {degrees}°E</source>
            <translation>CGCS2000 3°带 {degrees}°E</translation>
        </message>
        <message>
            <source>Checkpoints</source>
            <translation>检查站</translation>
        </message>
        <message>
            <source>China Geodetic Coordinate System 2000, 3-degree zone, central meridian {degrees}°</source>
            <translation>2000国家大地坐标系，3度带，中央经线{degrees}°</translation>
        </message>
        <message>
            <source>City line</source>
            <translation>市级界</translation>
        </message>
        <message>
            <source>Communication</source>
            <translation>沟通</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县级行政区</translation>
        </message>
        <message>
            <source>County line</source>
            <translation>县级界</translation>
        </message>
        <message>
            <source>County lines</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Crossing</source>
            <translation>跨界</translation>
        </message>
        <message>
            <source>Depots</source>
            <translation>仓库</translation>
        </message>
        <message>
            <source>Farmland</source>
            <translation>耕地</translation>
        </message>
        <message>
            <source>Firebreaks</source>
            <translation>防火隔离带</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>森林</translation>
        </message>
        <message>
            <source>Forest fire</source>
            <translation>森林火灾</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>致灾</translation>
        </message>
        <message>
            <source>Hazard and those exposed lie in different counties</source>
            <translation>致灾与承灾分处两地</translation>
        </message>
        <message>
            <source>Hazard map</source>
            <translation>灾害图</translation>
        </message>
        <message>
            <source>Hazard sources</source>
            <translation>危险源</translation>
        </message>
        <message>
            <source>Identified</source>
            <translation>识别</translation>
        </message>
        <message>
            <source>Installations</source>
            <translation>设施</translation>
        </message>
        <message>
            <source>It starts in one county and reaches several</source>
            <translation>源于一地、承灾分散</translation>
        </message>
        <message>
            <source>Lakes and reservoirs</source>
            <translation>湖泊水库</translation>
        </message>
        <message>
            <source>Land cover</source>
            <translation>土地覆盖</translation>
        </message>
        <message>
            <source>Levees</source>
            <translation>堤防</translation>
        </message>
        <message>
            <source>Local</source>
            <translation>属地</translation>
        </message>
        <message>
            <source>Lookouts</source>
            <translation>瞭望塔</translation>
        </message>
        <message>
            <source>Monitoring</source>
            <translation>监控</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Outer line</source>
            <translation>外围界线</translation>
        </message>
        <message>
            <source>Parts of the score</source>
            <translation>评分构成</translation>
        </message>
        <message>
            <source>Past events</source>
            <translation>历史事件</translation>
        </message>
        <message>
            <source>Patrol areas</source>
            <translation>联防区</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>待资料</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Population</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Province line</source>
            <translation>省级界</translation>
        </message>
        <message>
            <source>Response</source>
            <translation>救援</translation>
        </message>
        <message>
            <source>River</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>Rivers</source>
            <translation>河流</translation>
        </message>
        <message>
            <source>Rivers on the line</source>
            <translation>界河与跨界断面</translation>
        </message>
        <message>
            <source>Roads</source>
            <translation>道路</translation>
        </message>
        <message>
            <source>Roads at the line</source>
            <translation>跨界与沿界道路</translation>
        </message>
        <message>
            <source>S1</source>
            <translation>S1</translation>
        </message>
        <message>
            <source>S2</source>
            <translation>S2</translation>
        </message>
        <message>
            <source>S3</source>
            <translation>S3</translation>
        </message>
        <message>
            <source>Settlements</source>
            <translation>村镇</translation>
        </message>
        <message>
            <source>Shared patches</source>
            <translation>跨界林块</translation>
        </message>
        <message>
            <source>Shared zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Stays in one county</source>
            <translation>属地范围内</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Terrain</source>
            <translation>地形</translation>
        </message>
        <message>
            <source>The hazard crosses the line</source>
            <translation>致灾因子跨界</translation>
        </message>
        <message>
            <source>Townships</source>
            <translation>乡镇</translation>
        </message>
        <message>
            <source>Transmission</source>
            <translation>跨界蔓延</translation>
        </message>
        <message>
            <source>Treatment</source>
            <translation>处置</translation>
        </message>
        <message>
            <source>Waiting for the neighbour's data</source>
            <translation>待邻县资料</translation>
        </message>
        <message>
            <source>Water intakes</source>
            <translation>取水点</translation>
        </message>
        <message>
            <source>What was said</source>
            <translation>说了什么</translation>
        </message>
        <message>
            <source>areas</source>
            <translation>面</translation>
        </message>
        <message>
            <source>crosses the line</source>
            <translation>跨界</translation>
        </message>
        <message>
            <source>forms the line</source>
            <translation>界河（左右岸）</translation>
        </message>
        <message>
            <source>inside one county</source>
            <translation>县内</translation>
        </message>
        <message>
            <source>lines</source>
            <translation>线</translation>
        </message>
        <message>
            <source>mu</source>
            <translation>亩</translation>
        </message>
        <message>
            <source>points</source>
            <translation>点</translation>
        </message>
        <message>
            <source>raster</source>
            <translation>栅格</translation>
        </message>
        <message>
            <source>runs beside the line</source>
            <translation>近界平行</translation>
        </message>
        <message>
            <source>table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>touches the line</source>
            <translation>擦界</translation>
        </message>
        <message>
            <source>{layer} ({shape})</source>
            <translation>{layer}（{shape}）</translation>
        </message>
    </context>
    <context>
        <name>WorkControl</name>
        <message numerus="yes">
            <source>%n file(s) written to {folder}</source>
            <translation>
                <numerusform>已输出 %n 个文件到 {folder}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) added: {titles}</source>
            <translation>
                <numerusform>已添加 %n 个图层：{titles}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shared-responsibility zone(s)</source>
            <translation>
                <numerusform>推导出 %n 个共同责任区</numerusform>
            </translation>
        </message>
        <message>
            <source>; not written, for want of two parties or for other reasons: {names}</source>
            <translation>；未写成（不足两方或其他原因）：{names}</translation>
        </message>
        <message>
            <source>Add layers</source>
            <translation>添加图层</translation>
        </message>
        <message>
            <source>Counties</source>
            <translation>县级行政区</translation>
        </message>
        <message>
            <source>Gathering for the documents</source>
            <translation>正在汇集资料</translation>
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation>导入联防区</translation>
        </message>
        <message>
            <source>Map files ({patterns})</source>
            <translation>地图文件 ({patterns})</translation>
        </message>
        <message>
            <source>One plan is open at a time. Not opened: {names}</source>
            <translation>一次只能打开一份规划，未打开：{names}</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Untitled plan</source>
            <translation>未命名规划</translation>
        </message>
    </context>
    <context>
        <name>Writing</name>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Written: {name}</source>
            <translation>已写出：{name}</translation>
        </message>
    </context>
    <context>
        <name>YearControl</name>
        <message>
            <source>Counting the year</source>
            <translation>正在计算年度指标</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在输出文件</translation>
        </message>
        <message>
            <source>{count} files written</source>
            <translation>已输出 {count} 个文件</translation>
        </message>
        <message>
            <source>{year}: {dates} dates, {watches} watches, {terms} terms of the chair; confirm them</source>
            <translation>{year} 年：日期 {dates} 个、值班 {watches} 条、轮值 {terms} 期，请逐条确认</translation>
        </message>
    </context>
    <context>
        <name>YearExport</name>
        <message>
            <source>All borders</source>
            <translation>全部界线</translation>
        </message>
        <message>
            <source>Annual plan and evaluation sheet (.docx)</source>
            <translation>年度工作计划和评估表（.docx）</translation>
        </message>
        <message>
            <source>Annual plan and evaluation sheet (.pdf)</source>
            <translation>年度工作计划和评估表（.pdf）</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>界线</translation>
        </message>
        <message>
            <source>Calendar file (.ics), for calendars of any program</source>
            <translation>日历文件（.ics），可导入各种日历</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Choose at least one kind of file.</source>
            <translation>至少选择一种文件。</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Classification</source>
            <translation>密级</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>Own templates</source>
            <translation>自己的模板</translation>
        </message>
        <message>
            <source>Telephone numbers stay in the register.</source>
            <translation>电话号码只留在登记簿，不写入文件。</translation>
        </message>
        <message>
            <source>This folder cannot be written to.</source>
            <translation>不能写入这个文件夹。</translation>
        </message>
        <message>
            <source>Workbooks: plan and evaluation with what was counted (.xlsx)</source>
            <translation>工作簿：计划，以及带计算依据的评估表（.xlsx）</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Write the year {year}</source>
            <translation>输出 {year} 年度文件</translation>
        </message>
        <message>
            <source>the program's own</source>
            <translation>程序自带</translation>
        </message>
    </context>
    <context>
        <name>YearSettingsDialog</name>
        <message>
            <source>Add a season</source>
            <translation>添加防火期或汛期</translation>
        </message>
        <message>
            <source>As proposed</source>
            <translation>恢复建议值</translation>
        </message>
        <message>
            <source>Consultation before a season, days</source>
            <translation>防火期、汛期前几天会商</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县（市、区）</translation>
        </message>
        <message>
            <source>Drills a year under each agreement</source>
            <translation>每份协议每年演练次数</translation>
        </message>
        <message>
            <source>Each county sets and publishes its own fire season; flood seasons are set by the province or the basin. A season of all counties counts where a county has none of its own. Say who set it.</source>
            <translation>防火期由各县规定并公布，汛期由省或流域规定。写“各县”的一行，用于没有自己规定的县。请写明由谁规定。</translation>
        </message>
        <message>
            <source>From</source>
            <translation>起</translation>
        </message>
        <message>
            <source>Joint patrols or checks a year under each agreement</source>
            <translation>每份协议每年联合巡护检查次数</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Line {number}: this county has a season of this kind already; only the first counts</source>
            <translation>第 {number} 行：这个县已有同类的一行，只计第一行</translation>
        </message>
        <message>
            <source>Line {number}: {day} is no day of the year; write it like 11-01</source>
            <translation>第 {number} 行：“{day}”不是一年中的某一天，写成 11-01 这样</translation>
        </message>
        <message>
            <source>Meetings a year under each agreement</source>
            <translation>每份协议每年会议次数</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Season</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Seasons</source>
            <translation>防火期与汛期</translation>
        </message>
        <message>
            <source>Seasons and numbers of the calendar</source>
            <translation>日程的防火期与次数</translation>
        </message>
        <message>
            <source>Set by</source>
            <translation>由谁规定</translation>
        </message>
        <message>
            <source>Talks on renewal before an agreement ends, days</source>
            <translation>协议到期前几天商谈续签</translation>
        </message>
        <message>
            <source>To</source>
            <translation>止</translation>
        </message>
        <message>
            <source>What is due within so many days is soon</source>
            <translation>几天以内到期算“临近”</translation>
        </message>
        <message>
            <source>all counties</source>
            <translation>各县</translation>
        </message>
    </context>
    <context>
        <name>YearTask</name>
        <message>
            <source>Putting the year together</source>
            <translation>正在汇总全年</translation>
        </message>
    </context>
    <context>
        <name>YearView</name>
        <message>
            <source>Reference date of the plan</source>
            <translation>规划的基准日</translation>
        </message>
        <message>
            <source>The year at a glance</source>
            <translation>全年一览</translation>
        </message>
    </context>
    <context>
        <name>YearWindow</name>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Add an entry of your own (Ctrl+N); or double-click a day</source>
            <translation>添加自己的条目（Ctrl+N）；也可以双击某一天</translation>
        </message>
        <message>
            <source>Calendar</source>
            <translation>日程</translation>
        </message>
        <message>
            <source>Calendar file, workbooks, annual plan and evaluation</source>
            <translation>日历文件、工作簿、年度计划和评估表</translation>
        </message>
        <message>
            <source>Carry dates, roster and chair on into the next year: one step</source>
            <translation>把日期、值班和轮值结转到下一年，一步可撤销</translation>
        </message>
        <message>
            <source>Evaluation</source>
            <translation>评估</translation>
        </message>
        <message>
            <source>New year…</source>
            <translation>结转新年度…</translation>
        </message>
        <message>
            <source>Pages of the year</source>
            <translation>年度页面</translation>
        </message>
        <message>
            <source>Seasons and numbers…</source>
            <translation>防火期与次数…</translation>
        </message>
        <message>
            <source>The year</source>
            <translation>年度日程</translation>
        </message>
        <message>
            <source>The year after</source>
            <translation>后一年</translation>
        </message>
        <message>
            <source>The year before</source>
            <translation>前一年</translation>
        </message>
        <message>
            <source>To confirm</source>
            <translation>待确认</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>输出…</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>年度</translation>
        </message>
    </context>
    <context>
        <name>ZoneCard</name>
        <message>
            <source>  neighbour {county} {depot}</source>
            <translation>　邻县 {county} {depot}</translation>
        </message>
        <message>
            <source> (shares are equal: the lead rotates yearly)</source>
            <translation>（份额相当，牵头逐年轮值）</translation>
        </message>
        <message numerus="yes">
            <source>%n place(s) without a figure</source>
            <translation>
                <numerusform>%n 处人口未知</numerusform>
            </translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation>协议</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Band: forest {forest}, river {river}, province line {province}. Thresholds: hazard {hazard}, exposed {exposed}.</source>
            <translation>带宽：森林 {forest}，河流 {river}，省界河流 {province}。阈值：致灾 {hazard}，承灾 {exposed}。</translation>
        </message>
        <message>
            <source>Choose a zone in the table or on the map to see why it is there.</source>
            <translation>在表格或地图上选一个责任区，看它为什么在这里。</translation>
        </message>
        <message>
            <source>Copy into a patrol area</source>
            <translation>复制为联防区</translation>
        </message>
        <message>
            <source>County</source>
            <translation>县</translation>
        </message>
        <message>
            <source>Derive again</source>
            <translation>重新推导</translation>
        </message>
        <message>
            <source>Edit its outline</source>
            <translation>修改范围</translation>
        </message>
        <message>
            <source>Edit the zone</source>
            <translation>修改责任区</translation>
        </message>
        <message>
            <source>Evidence by county</source>
            <translation>分县依据</translation>
        </message>
        <message>
            <source>Exposed</source>
            <translation>承灾</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>致灾</translation>
        </message>
        <message>
            <source>How far</source>
            <translation>影响多远</translation>
        </message>
        <message>
            <source>Lead and support</source>
            <translation>牵头配合</translation>
        </message>
        <message>
            <source>Lead: {county}</source>
            <translation>牵头：{county}</translation>
        </message>
        <message>
            <source>Minutes by road and on foot, turn-out included</source>
            <translation>按行车和步行计，含集结时间</translation>
        </message>
        <message>
            <source>None recorded for this line</source>
            <translation>此界线尚无协议</translation>
        </message>
        <message>
            <source>Not known; ask for:</source>
            <translation>资料未知，请索取：</translation>
        </message>
        <message>
            <source>Open until the neighbour's data is there</source>
            <translation>待邻县资料后确定</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Share of the hazard inside the band along the line</source>
            <translation>界线带内致灾因子的占比</translation>
        </message>
        <message>
            <source>Share of the people or assets it reaches</source>
            <translation>受影响人口或对象的占比</translation>
        </message>
        <message>
            <source>Share of the uncut forests or rivers</source>
            <translation>完整森林或河流的占比</translation>
        </message>
        <message>
            <source>Show on the map</source>
            <translation>在地图上显示</translation>
        </message>
        <message>
            <source>Straight line on the ellipsoid, not by road</source>
            <translation>椭球面直线距离，非道路里程</translation>
        </message>
        <message>
            <source>Support: {counties}</source>
            <translation>配合：{counties}</translation>
        </message>
        <message>
            <source>Swap origin and affected</source>
            <translation>对调发生地与波及地</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Townships</source>
            <translation>涉及乡镇</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Who gets there first</source>
            <translation>谁先到</translation>
        </message>
        <message>
            <source>Who is affected</source>
            <translation>谁受影响</translation>
        </message>
        <message>
            <source>Whole object</source>
            <translation>整体</translation>
        </message>
        <message>
            <source>Why rank {rank}</source>
            <translation>为什么排第 {rank}</translation>
        </message>
        <message>
            <source>Zone card</source>
            <translation>责任区卡片</translation>
        </message>
        <message>
            <source>forest {area}</source>
            <translation>森林 {area}</translation>
        </message>
        <message>
            <source>none known</source>
            <translation>无记录</translation>
        </message>
        <message>
            <source>river {length}</source>
            <translation>河流 {length}</translation>
        </message>
        <message>
            <source>score {score}</source>
            <translation>评分 {score}</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>{county}: its depots are not known</source>
            <translation>{county}：仓库资料未知</translation>
        </message>
        <message>
            <source>{county}: own {depot}</source>
            <translation>{county}：本县 {depot}</translation>
        </message>
        <message>
            <source>{county}: {layer}</source>
            <translation>{county}：{layer}</translation>
        </message>
        <message>
            <source>{depot} {minutes} min</source>
            <translation>{depot} {minutes} 分钟</translation>
        </message>
        <message>
            <source>{depot}, later than {minutes} min</source>
            <translation>{depot}，超过 {minutes} 分钟</translation>
        </message>
        <message>
            <source>{depot}, there first</source>
            <translation>{depot}，先到</translation>
        </message>
        <message>
            <source>{missing} (of a place outside this zone that the hazard reaches)</source>
            <translation>{missing}（缺数的地点在本区之外，但在影响范围内）</translation>
        </message>
        <message>
            <source>{what}: {origin} → {others}</source>
            <translation>{what}：{origin} → {others}</translation>
        </message>
    </context>
    <context>
        <name>ZoneControl</name>
        <message>
            <source>Counting what lies inside</source>
            <translation>统计范围内的数量</translation>
        </message>
        <message>
            <source>Map layer, GeoPackage (*.gpkg)</source>
            <translation>地图图层，GeoPackage（*.gpkg）</translation>
        </message>
        <message>
            <source>Save the list</source>
            <translation>保存清单</translation>
        </message>
        <message>
            <source>Table (*.csv)</source>
            <translation>表格（*.csv）</translation>
        </message>
        <message>
            <source>Workbook (*.xlsx)</source>
            <translation>工作簿（*.xlsx）</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>写出文件</translation>
        </message>
        <message>
            <source>a road without a name</source>
            <translation>无名道路</translation>
        </message>
        <message>
            <source>{plan} roads at the line</source>
            <translation>{plan}跨界与沿界道路</translation>
        </message>
    </context>
    <context>
        <name>ZoneEditDialog</name>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>情境</translation>
        </message>
        <message>
            <source>Edit the zone</source>
            <translation>修改责任区</translation>
        </message>
        <message>
            <source>Edited by</source>
            <translation>修改人</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>未定</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>What you write stays when the zones are derived again. Where the analysis comes to something else, that is listed.</source>
            <translation>重新推导后，您写的内容仍然保留；与分析不一致之处会列出来。</translation>
        </message>
        <message>
            <source>Your name; it is recorded with the edit</source>
            <translation>您的姓名，随修改一起记录</translation>
        </message>
    </context>
    <context>
        <name>ZoneMatrixCard</name>
        <message>
            <source>All hazards</source>
            <translation>全部灾种</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>灾种</translation>
        </message>
        <message>
            <source>Hazard in</source>
            <translation>致灾因子在</translation>
        </message>
        <message>
            <source>Hazard shares of the counties times the people its zones reach; one person in two zones counts twice. “?” is unknown, not zero.</source>
            <translation>各县致灾因子份额乘以其责任区影响的人口；同一人在两个责任区内计两次。“?”为不详，不是零。</translation>
        </message>
        <message>
            <source>Heat map of who threatens whom</source>
            <translation>谁威胁谁热图</translation>
        </message>
        <message>
            <source>Of all people reached in the receiving county; — where a part is unknown</source>
            <translation>占受影响县全部受影响人口的比例；有一部分不详时记 —</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>People reached from county to county</source>
            <translation>县对县影响人口</translation>
        </message>
        <message>
            <source>Reaches</source>
            <translation>影响到</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>There are no zones yet: derive them first.</source>
            <translation>还没有责任区：请先推导。</translation>
        </message>
        <message>
            <source>What share of the people reached live in another county is not known.</source>
            <translation>受影响人口中有多少住在致灾因子所在县以外：不详。</translation>
        </message>
        <message>
            <source>Who threatens whom</source>
            <translation>谁威胁谁</translation>
        </message>
        <message>
            <source>hazard in ↓, reaches →</source>
            <translation>致灾因子在 ↓ 影响到 →</translation>
        </message>
        <message>
            <source>{sender} → {receiver}: {amount} people</source>
            <translation>{sender} → {receiver}：{amount} 人</translation>
        </message>
        <message>
            <source>{share} of the people reached live in another county than the hazard lies in.</source>
            <translation>受影响人口中 {share} 住在致灾因子所在县以外。</translation>
        </message>
    </context>
    <context>
        <name>ZoneReach</name>
        <message>
            <source>After {time}: {area} burnt, {places} places reached</source>
            <translation>{time} 后：过火 {area}，波及 {places} 处</translation>
        </message>
        <message>
            <source>After {time}: {places} places reached</source>
            <translation>{time}后：到达 {places} 处</translation>
        </message>
        <message>
            <source>Fire of {hours} h by spread: wind {wind} m/s from {bearing}°, R0 {rate} m/min, cells of {cell}</source>
            <translation>按蔓延 {hours} h 计：风速 {wind} m/s，来向 {bearing}°，R0 {rate} m/min，栅格 {cell}</translation>
        </message>
        <message>
            <source>Nobody has said where people live there</source>
            <translation>当地居民点资料缺失</translation>
        </message>
        <message>
            <source>People, and villages in brackets, at the earliest: distance by speed, no obstacle holds it up</source>
            <translation>人口，括号内为村庄；最早时间：距离除以速度，不计阻挡</translation>
        </message>
        <message>
            <source>People, and villages in brackets: something burns in their cell or beside it</source>
            <translation>人数，括号内为村庄数：所在栅格或相邻栅格过火即计入</translation>
        </message>
        <message>
            <source>Whom fire reaches by when</source>
            <translation>火势何时波及谁</translation>
        </message>
        <message>
            <source>Whom it reaches by when</source>
            <translation>何时到达何处</translation>
        </message>
        <message>
            <source>Within {reach} of the hazard; a distance, not spread</source>
            <translation>致灾体外 {reach} 以内；按距离，非蔓延</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>within {county}</source>
            <translation>{county}境内</translation>
        </message>
        <message>
            <source>{count} of them without a figure</source>
            <translation>其中 {count} 处人数不详</translation>
        </message>
        <message>
            <source>{origin} → {county}, there after {minutes} min</source>
            <translation>{origin} → {county}，{minutes} 分钟后越界</translation>
        </message>
    </context>
    <context>
        <name>ZoneWords</name>
        <message>
            <source>Class</source>
            <translation>情境</translation>
        </message>
        <message>
            <source>Edited, and not derived any more</source>
            <translation>人工修改过，已不再推导</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>Merged into {zone}</source>
            <translation>并入 {zone}</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>No zone, you said</source>
            <translation>人工认定不是责任区</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>责任比例</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>You edited this zone. The analysis does not derive it any more.</source>
            <translation>您修改过这个责任区，分析已不再推导它。</translation>
        </message>
        <message>
            <source>You edited this zone. The analysis has divided it; a part of it is now {zones}.</source>
            <translation>您修改过这个责任区，分析把它分开了，其中一部分现为 {zones}。</translation>
        </message>
        <message>
            <source>You set this zone aside as {class}, {area}. It is now {now}, {area_now}.</source>
            <translation>您搁置这个责任区时为 {class}、{area}，现在为 {now}、{area_now}。</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>无</translation>
        </message>
        <message>
            <source>{field}: you wrote {mine} where it was {before}. The analysis now says {now}.</source>
            <translation>{field}：原推导 {before}，您改为 {mine}，分析现在推导为 {now}。</translation>
        </message>
    </context>
    <context>
        <name>ZonesPanel</name>
        <message>
            <source>#</source>
            <translation>序</translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) between edits and the analysis</source>
            <translation>
                <numerusform>人工修改与分析有 %n 处不一致</numerusform>
            </translation>
        </message>
        <message>
            <source>0 to 1; its parts are on the card</source>
            <translation>0 至 1，构成见卡片</translation>
        </message>
        <message>
            <source>All classes</source>
            <translation>全部类别</translation>
        </message>
        <message>
            <source>All counties</source>
            <translation>全部县</translation>
        </message>
        <message>
            <source>All hazards</source>
            <translation>全部灾种</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>各状态</translation>
        </message>
        <message>
            <source>Area (hm²)</source>
            <translation>面积 (hm²)</translation>
        </message>
        <message>
            <source>Changed by hand</source>
            <translation>人工修改过</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Derive again</source>
            <translation>重新推导</translation>
        </message>
        <message>
            <source>Filter by class</source>
            <translation>按类别筛选</translation>
        </message>
        <message>
            <source>Filter by county</source>
            <translation>按县筛选</translation>
        </message>
        <message>
            <source>Filter by hazard</source>
            <translation>按灾种筛选</translation>
        </message>
        <message>
            <source>Filter by state</source>
            <translation>按状态筛选</translation>
        </message>
        <message>
            <source>Hazard</source>
            <translation>致灾</translation>
        </message>
        <message>
            <source>How many ranks it moves when weights move by ±20 %</source>
            <translation>权重变动 ±20 % 时名次的最大变动</translation>
        </message>
        <message>
            <source>Lead</source>
            <translation>牵头</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Rank: 1 comes first</source>
            <translation>名次：1 最先</translation>
        </message>
        <message>
            <source>Ranks by weights that are not kept yet.</source>
            <translation>名次按尚未采用的权重显示。</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation>共同责任区</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Supports</source>
            <translation>配合</translation>
        </message>
        <message>
            <source>The layers, parameters or agreements changed since the zones were derived.</source>
            <translation>责任区推导之后，图层、参数或协议有变动。</translation>
        </message>
        <message>
            <source>The list and the map show the zones of this hazard</source>
            <translation>列表和地图只显示此灾种的责任区</translation>
        </message>
        <message>
            <source>The zones that two or more counties must look after together appear here, ranked, each with its reasons.</source>
            <translation>需要两县以上共同负责的区域列在这里，按轻重排序，各附理由。</translation>
        </message>
        <message>
            <source>Villages</source>
            <translation>村庄</translation>
        </message>
        <message>
            <source>Weights…</source>
            <translation>权重…</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>责任区</translation>
        </message>
        <message>
            <source>Zones by rank</source>
            <translation>按名次排列的责任区</translation>
        </message>
    </context>
    <context>
        <name>_CornerView</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Paste rows</source>
            <translation>粘贴行</translation>
        </message>
    </context>
    <context>
        <name>_PointTable</name>
        <message>
            <source>#</source>
            <translation>序</translation>
        </message>
        <message>
            <source>Control points</source>
            <translation>控制点</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>图片上</translation>
        </message>
        <message>
            <source>Off (m)</source>
            <translation>残差（米）</translation>
        </message>
        <message>
            <source>On the earth</source>
            <translation>实地</translation>
        </message>
    </context>
    <context>
        <name>_Rose</name>
        <message>
            <source>Wind rose</source>
            <translation>风玫瑰</translation>
        </message>
    </context>
    <context>
        <name>cli</name>
        <message>
            <source>    ? {field}: no column was found; name it with --field if there is one</source>
            <translation>    ? {field}：没有找到对应的字段；如有，请用 --field 指定</translation>
        </message>
        <message>
            <source>    ? {field}: {other} fits as well as {column} and differs; say which with --field</source>
            <translation>    ? {field}：{other} 与 {column} 同样相符而内容不同；请用 --field 指定</translation>
        </message>
        <message>
            <source>    after {minutes:.0f} min at the line of {county}, fuel unknown; tell them before that</source>
            <translation>    {minutes:.0f} 分钟后到{county}界线（该县可燃物不详）；请在此之前通报</translation>
        </message>
        <message>
            <source>    after {minutes:.0f} min at {place} ({county}), {people}</source>
            <translation>    {minutes:.0f} 分钟后到{place}（{county}），{people}</translation>
        </message>
        <message>
            <source>    after {minutes:.0f} min in {county}: {area:,.0f} hm² burn there; tell them before that</source>
            <translation>    {minutes:.0f} 分钟后烧到{county}：在那里烧 {area:,.0f} 公顷；请在此之前通报</translation>
        </message>
        <message>
            <source>    and {count} more; --json lists all</source>
            <translation>    另有 {count} 处；--json 列出全部</translation>
        </message>
        <message>
            <source>    and {count} more; --out writes all</source>
            <translation>    另有 {count} 个；--out 写出全部</translation>
        </message>
        <message>
            <source>    columns: {columns}</source>
            <translation>    字段：{columns}</translation>
        </message>
        <message>
            <source>    content hash: {hash}</source>
            <translation>    内容校验值：{hash}</translation>
        </message>
        <message>
            <source>    coordinate system: {crs}</source>
            <translation>    坐标系：{crs}</translation>
        </message>
        <message>
            <source>    county lines: they fit, no gap or overlap wider than 1 m</source>
            <translation>    县界：互相吻合，没有宽于 1 m 的缝隙或重叠</translation>
        </message>
        <message>
            <source>    county lines: {gaps} gaps ({gap_area} km²) and {overlaps} overlaps ({overlap_area} km²) wider than 1 m</source>
            <translation>    县界：宽于 1 m 的缝隙 {gaps} 处（{gap_area} km²），重叠 {overlaps} 处（{overlap_area} km²）</translation>
        </message>
        <message>
            <source>    intakes of {counties} are not known</source>
            <translation>    {counties}的取水口不详</translation>
        </message>
        <message>
            <source>    its text may be read in several ways, the likeliest first:</source>
            <translation>    文字有几种可能的读法，最可能的在前：</translation>
        </message>
        <message>
            <source>    names: {names}</source>
            <translation>    名称：{names}</translation>
        </message>
        <message>
            <source>    nearest team: {team} ({county}), {distance:.1f} km as the crow flies {phone}</source>
            <translation>    最近队伍：{team}（{county}），直线 {distance:.1f} 公里 {phone}</translation>
        </message>
        <message>
            <source>    ridges found on cells of {metres} m</source>
            <translation>    山脊取自 {metres} m 格网</translation>
        </message>
        <message>
            <source>    started {distance:.0f} m away, where something burns</source>
            <translation>    从 {distance:.0f} 米外的可燃物起算</translation>
        </message>
        <message>
            <source>    teams of {counties} are not known</source>
            <translation>    {counties}的队伍不明</translation>
        </message>
        <message>
            <source>    text encoding: {encoding}</source>
            <translation>    文字编码：{encoding}</translation>
        </message>
        <message>
            <source>    villages of {counties} are not known</source>
            <translation>    {counties}的村庄不详</translation>
        </message>
        <message>
            <source>    {county} lies {distance:.1f} km above; water from there takes {minutes:.0f} min</source>
            <translation>    {county}在上游 {distance:.1f} km，水流到此需 {minutes:.0f} 分钟</translation>
        </message>
        <message>
            <source>    {county}: front {lead}, peak {peak}, {distance:.1f} km; tell them by {by}</source>
            <translation>    {county}：前锋 {lead}，峰值 {peak}，河长 {distance:.1f} km；最迟通报 {by}</translation>
        </message>
        <message>
            <source>    {county}: no rows, unknown</source>
            <translation>    {county}：没有清单，不详</translation>
        </message>
        <message>
            <source>    {county}: {share} of what is asked, {rows} rows, {stale} stale, {never} never checked</source>
            <translation>    {county}：完整度 {share}，{rows} 行，过期 {stale} 行，从未核查 {never} 行</translation>
        </message>
        <message>
            <source>    {count} blocks; {small} small pieces joined a neighbour; {loose} loose ends bound nothing ({km} km)</source>
            <translation>    {count} 个联防单元；{small} 个小块并入相邻单元；{loose} 段线头未围成单元（{km} km）</translation>
        </message>
        <message>
            <source>    {count} lines of script, {teams} depots and teams on the way</source>
            <translation>    脚本 {count} 条，可到达的仓库和队伍 {teams} 个</translation>
        </message>
        <message>
            <source>    {crossings} crossings, {stretches} stretches along a line</source>
            <translation>    穿过 {crossings} 处，沿界路段 {stretches} 段</translation>
        </message>
        <message>
            <source>    {distance:.0f} m to the nearest other county</source>
            <translation>    距最近的邻县 {distance:.0f} 米</translation>
        </message>
        <message>
            <source>    {events} events, {unclear} of them unclear which side</source>
            <translation>    {events} 起灾情，其中 {unclear} 起位置不清</translation>
        </message>
        <message>
            <source>    {gaps} gaps, {overlaps} overlaps; {decided} decided, {disputed} disputed</source>
            <translation>    缝隙 {gaps} 处，重叠 {overlaps} 处；已认定 {decided} 处，争议保留 {disputed} 处</translation>
        </message>
        <message>
            <source>    {item}: {amount}, {county} {holder}; {who} ({age})</source>
            <translation>    {item}：{amount}，{county} {holder}；{who}（{age}）</translation>
        </message>
        <message>
            <source>    {problems} findings about the network, {standards} standards compared, {departures} departures</source>
            <translation>    河网问题 {problems} 项，防洪标准对比 {standards} 行，偏离界线 {departures} 处</translation>
        </message>
        <message>
            <source>    {river}: which way it runs is not known; it was not followed</source>
            <translation>    {river}：流向不明，未往下推算</translation>
        </message>
        <message>
            <source>    {rows} items, {count} of them do not agree</source>
            <translation>    {rows} 项，其中 {count} 项不一致</translation>
        </message>
        <message>
            <source>    {share:.0%} in {county}</source>
            <translation>    在{county}的可能性 {share:.0%}</translation>
        </message>
        <message>
            <source>    {title}: handed over at {at}, {size}</source>
            <translation>    {title}：{at} 移交，{size}</translation>
        </message>
        <message>
            <source>    {title}: the plan and {count} raster layer(s), {size}</source>
            <translation>    {title}：规划和 {count} 个栅格图层，{size}</translation>
        </message>
        <message>
            <source>    → a report without names or coordinates: {path}</source>
            <translation>    → 报告（不含姓名和坐标）：{path}</translation>
        </message>
        <message>
            <source>    → say which when reading it, e.g.: --crs {crs}</source>
            <translation>    → 请在读取时指定，例如：--crs {crs}</translation>
        </message>
        <message>
            <source>    → say which when reading it, e.g.: lianfang analyse {path} --crs {crs} --plan …</source>
            <translation>    → 读取时注明，例如：lianfang analyse {path} --crs {crs} --plan …</translation>
        </message>
        <message>
            <source>    → say which when reading it, e.g.: lianfang analyse {path} --encoding "{name}={encoding}" --plan …</source>
            <translation>    → 读取时请指明，例如：lianfang analyse {path} --encoding "{name}={encoding}" --plan …</translation>
        </message>
        <message>
            <source>  ! layers, parameters or agreements changed since; analyse again</source>
            <translation>  ! 之后图层、参数或协议有变动，应重新分析</translation>
        </message>
        <message>
            <source>  ! no borders; analyse the plan first</source>
            <translation>  ！没有界线；请先分析规划</translation>
        </message>
        <message>
            <source>  It says what the given hash stands for.</source>
            <translation>  内容与给出的校验值一致。</translation>
        </message>
        <message>
            <source>  The code is of plate {plate}, sheet {number} of {count}, 1:{scale}.</source>
            <translation>  二维码属于图幅 {plate}，第 {number} 幅（共 {count} 幅），1:{scale}。</translation>
        </message>
        <message>
            <source>  a sample: its data are generated</source>
            <translation>  示例：数据是生成的</translation>
        </message>
        <message>
            <source>  analysed {analysed_at} by {program}</source>
            <translation>  {analysed_at} 由 {program} 分析</translation>
        </message>
        <message>
            <source>  content hash {hash}</source>
            <translation>  内容校验值 {hash}</translation>
        </message>
        <message>
            <source>  file: {path}, {megabytes:.1f} MB</source>
            <translation>  文件：{path}，{megabytes:.1f} MB</translation>
        </message>
        <message>
            <source>  format {format_version}, made {created_at} by {program}</source>
            <translation>  格式 {format_version}，{created_at} 由 {program} 创建</translation>
        </message>
        <message>
            <source>  last change {at}: {what}</source>
            <translation>  最近一次修改 {at}：{what}</translation>
        </message>
        <message>
            <source>  layer {name}: {features} features ({shape}), proposed role {role}</source>
            <translation>  图层 {name}：{features} 个要素（{shape}），建议用途：{role}</translation>
        </message>
        <message>
            <source>  layer {name}: {shape}, proposed role {role}</source>
            <translation>  图层 {name}：{shape}，建议用途：{role}</translation>
        </message>
        <message>
            <source>  reference date: {date}</source>
            <translation>  基准日：{date}</translation>
        </message>
        <message>
            <source>  {changes} changes in the history, {steps} walked back and forth</source>
            <translation>  历史中有 {changes} 次修改，其中 {steps} 次撤销、重做各走了一遍</translation>
        </message>
        <message>
            <source>  {layers} layers with {features} features, {zones} zones, {patrol_areas} joint-patrol areas, {agreements} agreements, {contacts} contacts</source>
            <translation>  {layers} 个图层共 {features} 个要素，{zones} 个责任区，{patrol_areas} 个联防区，{agreements} 份协议，{contacts} 位联络人</translation>
        </message>
        <message>
            <source>  {number:&gt;3}  {name}: without a shape</source>
            <translation>  {number:&gt;3}  {name}：没有图形</translation>
        </message>
        <message>
            <source>  {number:&gt;3}  {name}: {area_ha:.2f} hm² ({area_mu:.1f} mu)</source>
            <translation>  {number:&gt;3}  {name}：{area_ha:.2f} hm²（{area_mu:.1f} 亩）</translation>
        </message>
        <message>
            <source>  {payer} pays {payee} {yuan} yuan</source>
            <translation>  {payer}付给{payee} {yuan} 元</translation>
        </message>
        <message>
            <source>  {title}: {role}, raster {raster_path}</source>
            <translation>  {title}：{role}，栅格 {raster_path}</translation>
        </message>
        <message>
            <source>  {title}: {role}, {features} features</source>
            <translation>  {title}：{role}，{features} 个要素</translation>
        </message>
        <message>
            <source>  {title}: {value} (default {usual})</source>
            <translation>  {title}：{value}（默认 {usual}）</translation>
        </message>
        <message>
            <source>  … and {count} more; --json lists all.</source>
            <translation>  …… 还有 {count} 个；--json 可列出全部。</translation>
        </message>
        <message>
            <source>  → check it: lianfang verify {path}</source>
            <translation>  → 核查：lianfang verify {path}</translation>
        </message>
        <message>
            <source>  → what can be saved: lianfang salvage {path} --out …</source>
            <translation>  → 抢救还能用的内容：lianfang salvage {path} --out …</translation>
        </message>
        <message>
            <source>  ✗ It cannot be compared with the given hash: its rows cannot be read.</source>
            <translation>  ✗ 有记录读不出来，无法与给出的校验值比对。</translation>
        </message>
        <message>
            <source>  ✗ It does not say what the given hash {hash} stands for.</source>
            <translation>  ✗ 内容与给出的校验值 {hash} 不一致。</translation>
        </message>
        <message>
            <source>! {layer}: {path} is not the file that was added; the maps show it as it is now</source>
            <translation>! {layer}：{path} 不是入库时的文件；图上按现在的内容显示</translation>
        </message>
        <message>
            <source>! {layer}: {path} was not found; the maps go on without it</source>
            <translation>! {layer}：找不到 {path}；图上暂不显示它，其余照常</translation>
        </message>
        <message>
            <source>%(prog)s: error: %(message)s
</source>
            <translation>%(prog)s：错误：%(message)s
</translation>
        </message>
        <message>
            <source>(waiting for the neighbour's data)</source>
            <translation>（待邻县资料）</translation>
        </message>
        <message>
            <source>--out writes the notice of a spill; it does not go with --upstream</source>
            <translation>--out 写通报单，不能与 --upstream 同用</translation>
        </message>
        <message>
            <source>--redline needs --thing, what to compare, and --out, where to write it</source>
            <translation>--redline 需要 --thing（比较什么）和 --out（写到哪里）</translation>
        </message>
        <message>
            <source>; its own lookouts are not known</source>
            <translation>；本县瞭望资料不详</translation>
        </message>
        <message>
            <source>; walked {share:.0%}, {rounds} whole rounds</source>
            <translation>；走到 {share:.0%}，完整 {rounds} 次</translation>
        </message>
        <message>
            <source>; {ha:.0f} hm² only from a neighbour</source>
            <translation>；其中 {ha:.0f} hm² 仅邻县可见</translation>
        </message>
        <message>
            <source>A web page with the map that opens without a network.</source>
            <translation>带地图的网页，不联网也能打开。</translation>
        </message>
        <message>
            <source>Area, parts by county, boundary points and zones for any GIS.</source>
            <translation>联防区、分县部分、界址点和责任区，供各种 GIS 使用。</translation>
        </message>
        <message>
            <source>Both say the same: {hash}</source>
            <translation>两份内容相同：{hash}</translation>
        </message>
        <message>
            <source>Boundary points and outline for hand-held devices.</source>
            <translation>界址点和轮廓，供手持设备使用。</translation>
        </message>
        <message>
            <source>Building the sample</source>
            <translation>建立示例</translation>
        </message>
        <message>
            <source>CODE</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Cancelled; nothing that was finished is lost.</source>
            <translation>已取消；已完成的内容都在。</translation>
        </message>
        <message>
            <source>Check a plan thoroughly: file, rows and shapes, the way back of every change, the rasters beside it. With a paper before it: does the plan still say what the paper says?</source>
            <translation>全面检查规划：文件、各行与图形、每次修改的退路、旁边的栅格。前面加上纸件时：规划是否仍与纸件一致？</translation>
        </message>
        <message>
            <source>Check the sites of an exercise, work out its script and write its kit; every page says 演练.</source>
            <translation>核对演练点位，推算脚本，写出演练文件；每页标明“演练”。</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Checking rasters</source>
            <translation>正在检查栅格</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>比对</translation>
        </message>
        <message>
            <source>Comparing the counties' lines</source>
            <translation>正在比对各县界线</translation>
        </message>
        <message>
            <source>Completeness</source>
            <translation>完整度</translation>
        </message>
        <message>
            <source>Counting classes</source>
            <translation>统计各类</translation>
        </message>
        <message>
            <source>County by county: what fires that start in one burn in the others.</source>
            <translation>县对县：一县起火，烧到各县多少。</translation>
        </message>
        <message>
            <source>Deriving zones</source>
            <translation>划分责任区</translation>
        </message>
        <message>
            <source>Divide the land along county lines into blocks by roads, rivers, ridges and fuel breaks.</source>
            <translation>用道路、河流、山脊和防火隔离带把县界两侧划成联防单元。</translation>
        </message>
        <message>
            <source>Do the main job on the built-in sample: build the plan, find the zones, export the annex in every format.</source>
            <translation>用内置示例走完整个流程：建立规划、找出共同责任区、按各种格式导出附件。</translation>
        </message>
        <message>
            <source>Draw map plates at an exact scale, one or a series with its index.</source>
            <translation>按准确比例尺出图：单幅，或带索引的成套图幅。</translation>
        </message>
        <message>
            <source>Drawing the plates</source>
            <translation>正在绘制图幅</translation>
        </message>
        <message>
            <source>Enter a fire: whose it is, when it reaches the neighbour, which villages lie in its way.</source>
            <translation>录入一处火情：属哪个县、何时烧到邻县、沿途有哪些村庄。</translation>
        </message>
        <message>
            <source>Enter a spill: which counties, intakes and villages it comes to, and by when to tell them.</source>
            <translation>输入一起水污染：流经哪些县、取水口和村庄，最迟何时通报。</translation>
        </message>
        <message>
            <source>Every table of the annex as a workbook.</source>
            <translation>附件的全部表格，工作簿。</translation>
        </message>
        <message>
            <source>Example:</source>
            <translation>示例：</translation>
        </message>
        <message>
            <source>Exit codes: 0 done; 1 failed; 2 wrong arguments; 3 done but for pictures, because Qt cannot draw here; 4 an input file cannot be used; 5 the plan cannot be opened or written; 130 cancelled.</source>
            <translation>退出码：0 完成；1 失败；2 参数有误；3 除图片外均已完成（Qt 无法绘图）；4 有输入文件不能使用；5 规划不能打开或写入；130 已取消。</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Fire at {lon:.5f}, {lat:.5f}; {weather}</source>
            <translation>火点 {lon:.5f}, {lat:.5f}；{weather}</translation>
        </message>
        <message>
            <source>From where fire can come to villages, by county, when only fuel is known (来火方向).</source>
            <translation>只有可燃物资料时，判断各村来火方向并按来源县区分。</translation>
        </message>
        <message>
            <source>GPX files brought back by patrols</source>
            <translation>巡护带回的 GPX 文件</translation>
        </message>
        <message>
            <source>Handed over by {who}, {at}: {title}</source>
            <translation>{who} 于 {at} 移交：{title}</translation>
        </message>
        <message>
            <source>Hazard sources within {within} km of the line: {count}, {late} overdue</source>
            <translation>距界线 {within} km 以内的隐患点：{count} 个，逾期 {late} 个</translation>
        </message>
        <message>
            <source>It does not reach another county in that time.</source>
            <translation>这段时间内不会到其他县。</translation>
        </message>
        <message>
            <source>It is followed for {length:.1f} km within {hours:g} h.</source>
            <translation>{hours:g} 小时内推算河长 {length:.1f} km。</translation>
        </message>
        <message>
            <source>Joint planning across county lines: shared-responsibility zones, joint-patrol areas and agreement annexes. Without a command the window opens.</source>
            <translation>跨县界联合规划：共同责任区、联防区和协议附件。不带命令时打开窗口。</translation>
        </message>
        <message>
            <source>List past events near a county line with the probability that they were on the other side.</source>
            <translation>列出县界附近的历史灾情及其位于另一侧的概率。</translation>
        </message>
        <message>
            <source>List the comments pinned to places and shapes of a plan, with their replies.</source>
            <translation>列出规划中钉在地点和图形上的意见及答复。</translation>
        </message>
        <message>
            <source>List the gaps and overlaps between the counties' own lines, with the verdicts on them.</source>
            <translation>列出各县自己的界线之间的缝隙与重叠，附认定结果。</translation>
        </message>
        <message>
            <source>List the meetings of a plan and write the minutes of one, with the map at each decision.</source>
            <translation>列出规划中的会议，导出某次会议的记录，每项议定附地图。</translation>
        </message>
        <message>
            <source>List the roads that cross or follow a county line, with their class where they carry a hazard.</source>
            <translation>列出穿过或沿着县界的道路；载有危险因素的给出情境。</translation>
        </message>
        <message>
            <source>List versions of areas and agreements and who agreed to what, or write an amendment as a document.</source>
            <translation>列出联防区和协议的版本、谁同意了什么，或把修订写成文件。</translation>
        </message>
        <message>
            <source>List what both sides hold and lack, how complete and old the data are, and hazard sources at the line.</source>
            <translation>列出双方的应急资源与短板、数据的完整度和时效、界线附近的隐患点。</translation>
        </message>
        <message>
            <source>List what is due in a year, and write its calendar, the annual work plan and the evaluation.</source>
            <translation>列出一年中要办的事项，并输出日历、年度工作计划和评估表。</translation>
        </message>
        <message>
            <source>List what is wrong with the rivers, standards across county lines, departures, legal band, basins.</source>
            <translation>列出河网问题、跨界防洪标准、偏离界线的界河、省界河流范围和水系。</translation>
        </message>
        <message>
            <source>List what the register holds, and how each border stands: covered, ending, expired, in talks, open.</source>
            <translation>列出登记簿内容，以及每条界线的状态：有效、将到期、过期、商谈中、无协议。</translation>
        </message>
        <message>
            <source>Looking around</source>
            <translation>通视计算</translation>
        </message>
        <message>
            <source>Looking around villages</source>
            <translation>逐村查看</translation>
        </message>
        <message>
            <source>Looking for routes</source>
            <translation>寻找路线</translation>
        </message>
        <message>
            <source>Looking through the register</source>
            <translation>正在查登记簿</translation>
        </message>
        <message>
            <source>Making blocks</source>
            <translation>生成联防单元</translation>
        </message>
        <message>
            <source>Making forest</source>
            <translation>生成森林</translation>
        </message>
        <message>
            <source>Merge two plans that were made from one, into a new plan.</source>
            <translation>把出自同一份的两份规划合并成新的规划。</translation>
        </message>
        <message>
            <source>Name one patrol area with --area: a workbook holds one</source>
            <translation>请用 --area 指定一个联防区：一个工作簿只含一个</translation>
        </message>
        <message>
            <source>No depot and no team is known.</source>
            <translation>没有任何仓库和队伍资料。</translation>
        </message>
        <message>
            <source>No forest or land cover is known of {counties}: fires do not run there.</source>
            <translation>{counties}没有森林或土地覆盖资料：那里按不蔓延处理。</translation>
        </message>
        <message>
            <source>No pictures, no PDF: Qt cannot draw here ({reason}).</source>
            <translation>没有图片和 PDF：Qt 在此无法绘图（{reason}）。</translation>
        </message>
        <message>
            <source>No roads are known: everybody walks.</source>
            <translation>没有道路资料：全部按步行计。</translation>
        </message>
        <message>
            <source>No village of the plan is called {name}.</source>
            <translation>规划中没有名为 {name} 的村庄。</translation>
        </message>
        <message>
            <source>No village or intake that the plan knows lies by it.</source>
            <translation>沿河没有规划中已知的村庄和取水口。</translation>
        </message>
        <message>
            <source>No village that the plan knows lies in its way.</source>
            <translation>沿途没有规划中已知的村庄。</translation>
        </message>
        <message>
            <source>Nobody is there within {minutes:.0f} minutes.</source>
            <translation>{minutes:.0f} 分钟内无人可到。</translation>
        </message>
        <message>
            <source>Nothing is proposed for any patrol area.</source>
            <translation>还没有为任何联防区提出方案。</translation>
        </message>
        <message>
            <source>Nothing that burns is known within 1 km of it.</source>
            <translation>火点 1 公里内没有已知的可燃物。</translation>
        </message>
        <message>
            <source>Nothing to take in: the plan knows all of it.</source>
            <translation>没有需要接收的：本规划都已知道。</translation>
        </message>
        <message>
            <source>On Debian, Ubuntu, UOS or Kylin this line installs what is missing:</source>
            <translation>在 Debian、Ubuntu、统信 UOS、麒麟上，用这一行安装所缺的系统库：</translation>
        </message>
        <message>
            <source>Open the window.</source>
            <translation>打开窗口。</translation>
        </message>
        <message>
            <source>Packing</source>
            <translation>打包</translation>
        </message>
        <message>
            <source>Parties of agreements that do not touch; the agreements hold all the same:</source>
            <translation>下列协议的当事方互不相邻，协议照常有效：</translation>
        </message>
        <message>
            <source>Patrol area {number}</source>
            <translation>联防区 {number}</translation>
        </message>
        <message>
            <source>Patrol routes with their minutes, woods along them, entrances, forces by danger level, roster (巡护计划).</source>
            <translation>巡护计划：路线用时、沿线森林、进山口、按火险等级的力量与排班。</translation>
        </message>
        <message>
            <source>Put a plan and its rasters into one file for another county, with who gave it when.</source>
            <translation>把规划和栅格打成一个文件交给邻县，写明谁在何时移交。</translation>
        </message>
        <message>
            <source>Put a plan with its rasters and a list of both into one file for a colleague.</source>
            <translation>把规划连同栅格和清单打成一个文件，交给同事。</translation>
        </message>
        <message>
            <source>Put the warning grades and standards of two counties side by side and flag what does not agree.</source>
            <translation>把两县的预警等级和标准并列，标出不一致之处。</translation>
        </message>
        <message>
            <source>Putting the year together</source>
            <translation>正在汇总全年</translation>
        </message>
        <message>
            <source>R0 needs both --temperature and --humidity</source>
            <translation>计算 R0 需要同时给出 --temperature 和 --humidity</translation>
        </message>
        <message>
            <source>R0 {rate:.2f} m/min, wind {wind:.1f} m/s from {direction:.0f}°</source>
            <translation>R0 {rate:.2f} 米/分，风速 {wind:.1f} 米/秒，风从 {direction:.0f}° 来</translation>
        </message>
        <message>
            <source>R0; else from temperature and humidity, or 1.5</source>
            <translation>初始蔓延速度 R0；不给时由气温和湿度计算，或取 1.5</translation>
        </message>
        <message>
            <source>Read a source–receptor table (PM2.5 and alike), with its citation, as a matrix of counties.</source>
            <translation>读入注明出处的源–受体表（PM2.5 等），作为县际矩阵。</translation>
        </message>
        <message>
            <source>Read layers into a plan and derive its shared-responsibility zones.</source>
            <translation>把图层读入规划并划出共同责任区。</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Reading the inventory</source>
            <translation>读取应急资源</translation>
        </message>
        <message>
            <source>Reading the land</source>
            <translation>读取地表</translation>
        </message>
        <message>
            <source>Reading the rivers</source>
            <translation>读取河流</translation>
        </message>
        <message>
            <source>Roads of {counties} are not known: there everybody walks.</source>
            <translation>{counties}没有道路资料：那里按步行计。</translation>
        </message>
        <message>
            <source>Running fires</source>
            <translation>推演火灾</translation>
        </message>
        <message>
            <source>Save what can be saved of a damaged plan into a new one, with a list; the damaged file is not changed.</source>
            <translation>从损坏的规划中抢救能抢救的内容，存为新规划并列出清单；损坏的文件不动。</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>正在抢救</translation>
        </message>
        <message>
            <source>Say what a plan holds: layers, zones, areas, registers, history, and the hash of what it says.</source>
            <translation>说明规划里有什么：图层、责任区、联防区、登记、历史，以及内容校验值。</translation>
        </message>
        <message>
            <source>Say what another plan or package changed, and what both changed; of two map files how their rows differ.</source>
            <translation>列出另一份规划或联防包改了什么、双方都改了什么；两个地图文件则列出各行有何不同。</translation>
        </message>
        <message>
            <source>Say what files are and what is wrong with them.</source>
            <translation>说明文件是什么、有什么问题。</translation>
        </message>
        <message>
            <source>Shortfalls</source>
            <translation>储备短板</translation>
        </message>
        <message>
            <source>Something unforeseen happened: {detail}</source>
            <translation>出现了意外情况：{detail}</translation>
        </message>
        <message>
            <source>Spill at {lon:.5f}, {lat:.5f}: {river}, {offset:.0f} m away, in {county}</source>
            <translation>事发地点 {lon:.5f}，{lat:.5f}：{river}，距河 {offset:.0f} m，位于{county}</translation>
        </message>
        <message>
            <source>Suggested {number}: {county}, {ground:.0f} m, {gained:.0f} hm² more are seen</source>
            <translation>建议 {number}：{county}，{ground:.0f} m，可多看到 {gained:.0f} hm²</translation>
        </message>
        <message>
            <source>Suggested {number}: {km:.1f} km, {ha:.0f} hm² more are passed</source>
            <translation>建议 {number}：{km:.1f} km，可多察看 {ha:.0f} hm²</translation>
        </message>
        <message>
            <source>TEXT</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>Take the plan and its rasters out of a package, checking every file against its list.</source>
            <translation>从联防包中取出规划和栅格，逐个文件与清单核对。</translation>
        </message>
        <message>
            <source>Take what another county changed into our plan, as one step.</source>
            <translation>把邻县的改动作为一步接收到我方规划。</translation>
        </message>
        <message>
            <source>The annex as a Word document, to be edited and attached to the agreement.</source>
            <translation>附件的 Word 文档，可修改，附于协议之后。</translation>
        </message>
        <message>
            <source>The area as a Shapefile, for bureaus that ask for one.</source>
            <translation>联防区的 Shapefile，供需要此格式的部门使用。</translation>
        </message>
        <message>
            <source>The area for earth viewers and hand-held devices.</source>
            <translation>联防区，供地球浏览软件和手持设备使用。</translation>
        </message>
        <message>
            <source>The area for web maps.</source>
            <translation>联防区，供网络地图使用。</translation>
        </message>
        <message>
            <source>The boundary points in the exchange format of land surveys.</source>
            <translation>界址点，勘测定界交换格式。</translation>
        </message>
        <message>
            <source>The coordinate table for a spreadsheet.</source>
            <translation>界址点坐标表，可用表格软件打开。</translation>
        </message>
        <message>
            <source>The map plate as a picture.</source>
            <translation>联防区域图的图片。</translation>
        </message>
        <message>
            <source>The outline for drawing programs, in metres of the plane.</source>
            <translation>轮廓，供绘图软件使用，单位为平面米。</translation>
        </message>
        <message>
            <source>The plan has no exercise: make one in the window, under Exercise.</source>
            <translation>规划中没有演练：请在窗口的“演练”中新建。</translation>
        </message>
        <message>
            <source>The plan has no lookouts: record some, or add a layer of them.</source>
            <translation>规划里没有瞭望点：请登记，或添加瞭望点图层。</translation>
        </message>
        <message>
            <source>The plan has no minutes: begin a meeting in the window, under Agreements.</source>
            <translation>规划中没有会议记录：请在窗口的“协议”菜单中开会。</translation>
        </message>
        <message>
            <source>The plan has no patrol routes: record some (Ctrl+R, P).</source>
            <translation>规划里没有巡护路线：请登记（Ctrl+R, P）。</translation>
        </message>
        <message>
            <source>The same annex as PDF, to be printed and signed.</source>
            <translation>同一附件的 PDF，供打印签署。</translation>
        </message>
        <message>
            <source>The same in GBK with Chinese field names, for older programs.</source>
            <translation>同上，GBK 编码、中文字段名，供旧程序使用。</translation>
        </message>
        <message>
            <source>The same, packed.</source>
            <translation>同上，压缩。</translation>
        </message>
        <message>
            <source>The sample plan: open it here or in any GIS.</source>
            <translation>示例规划：可在本程序或任何 GIS 中打开。</translation>
        </message>
        <message>
            <source>The window cannot open because Qt cannot load: {reason}</source>
            <translation>Qt 无法加载，窗口打不开：{reason}</translation>
        </message>
        <message>
            <source>There is no terrain: the ground is taken as level.</source>
            <translation>没有地形：按平地计算。</translation>
        </message>
        <message>
            <source>Trying summits</source>
            <translation>试算山头</translation>
        </message>
        <message>
            <source>Unpacking</source>
            <translation>解包</translation>
        </message>
        <message>
            <source>What is proposed for patrol areas, all alternatives of each in one table (方案比选).</source>
            <translation>联防区的各方案，每区一张表（方案比选）。</translation>
        </message>
        <message>
            <source>What lookouts see of each county's woods, what only the neighbour sees, what nobody sees (瞭望覆盖).</source>
            <translation>瞭望覆盖：瞭望点能看到各县多少森林、哪些只有邻县看得到、哪里是盲区。</translation>
        </message>
        <message>
            <source>Which way that river runs is not known: nothing is worked out. Say it first.</source>
            <translation>这条河流向不明，未作推算。请先判定流向。</translation>
        </message>
        <message>
            <source>Who is there when, by road and on foot: coverage, who helps whom, reinforcements of each line.</source>
            <translation>按行车和步行计算谁何时到：覆盖、谁帮谁、各交界增援名单。</translation>
        </message>
        <message>
            <source>Within {hours:g} h it burns {area:,.0f} hm².</source>
            <translation>{hours:g} 小时内烧 {area:,.0f} 公顷。</translation>
        </message>
        <message>
            <source>Work every stored figure of the zones out again, and say which still hold and why others do not.</source>
            <translation>重新推算责任区的每个已存数字，说明哪些仍成立、其余为何不成立。</translation>
        </message>
        <message>
            <source>Working figures out</source>
            <translation>正在推算数字</translation>
        </message>
        <message>
            <source>Working out who comes when</source>
            <translation>正在计算到场时间</translation>
        </message>
        <message>
            <source>Write a briefing: one page for each zone or border, as slides or PDF.</source>
            <translation>写会商材料：责任区或县界一项一页，幻灯片或 PDF。</translation>
        </message>
        <message>
            <source>Write an agreement with its nine annexes.</source>
            <translation>编写协议及其九个附件。</translation>
        </message>
        <message>
            <source>Write the annex of joint-patrol areas.</source>
            <translation>导出联防区附件。</translation>
        </message>
        <message>
            <source>Writing files</source>
            <translation>正在写文件</translation>
        </message>
        <message>
            <source>Writing the agreement</source>
            <translation>正在编写协议</translation>
        </message>
        <message>
            <source>Writing the briefing</source>
            <translation>正在写会商材料</translation>
        </message>
        <message>
            <source>Year {year}, on {date}:</source>
            <translation>{year} 年，基准日 {date}：</translation>
        </message>
        <message>
            <source>a ZIP archive</source>
            <translation>ZIP 压缩包</translation>
        </message>
        <message>
            <source>a card for each route to carry, .pdf or .docx</source>
            <translation>每条路线一张随身巡护卡，.pdf 或 .docx</translation>
        </message>
        <message>
            <source>a county is to be told so long before the fire is there (default: as the plan has it, or 30)</source>
            <translation>通报提前量，分钟（默认取规划中的，否则 30）</translation>
        </message>
        <message>
            <source>a county is to be told so long before the water is there (default: as the plan has it, or 60)</source>
            <translation>在水到之前提前多少分钟通报该县（默认按规划，或 60）</translation>
        </message>
        <message>
            <source>a file .pdf or .png, or a folder</source>
            <translation>文件 .pdf 或 .png，或一个文件夹</translation>
        </message>
        <message>
            <source>a file .pptx or .pdf</source>
            <translation>文件，.pptx 或 .pdf</translation>
        </message>
        <message>
            <source>a fire every so many metres</source>
            <translation>每隔多少米设一个起火点</translation>
        </message>
        <message>
            <source>a folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>a hash from paper, its short form, the text of its QR code, or a PDF or DOCX that was exported</source>
            <translation>纸件上的校验值、短码、二维码文字，或导出的 PDF、DOCX</translation>
        </message>
        <message>
            <source>a map layer .gpkg or .geojson</source>
            <translation>图层文件 .gpkg 或 .geojson</translation>
        </message>
        <message>
            <source>a notice of the fire (火情通报单), .docx or .pdf</source>
            <translation>火情通报单，.docx 或 .pdf</translation>
        </message>
        <message>
            <source>a notice of the spill, .docx, .pdf or .txt</source>
            <translation>跨界水污染通报单，.docx、.pdf 或 .txt</translation>
        </message>
        <message>
            <source>a package, or a plan</source>
            <translation>联防包或规划</translation>
        </message>
        <message>
            <source>a party by its division code; give one for each (default: of the agreement, or of the areas)</source>
            <translation>当事方的行政区划代码，每方一个（默认：协议的或联防区的）</translation>
        </message>
        <message>
            <source>a party; once for each, all by default</source>
            <translation>参与方，可多次给出；默认全部</translation>
        </message>
        <message>
            <source>a place instead of villages: longitude and latitude</source>
            <translation>不看村庄而看一处位置：经度和纬度</translation>
        </message>
        <message>
            <source>a plan, or any map files to start from</source>
            <translation>规划文件，或要打开的地图文件</translation>
        </message>
        <message>
            <source>a plate kept with the plan, or all of them</source>
            <translation>随规划保存的某个图幅，或 all 表示全部</translation>
        </message>
        <message>
            <source>a raster .tif of the minutes of arrival</source>
            <translation>到达时间（分钟）的栅格 .tif</translation>
        </message>
        <message>
            <source>a river without a name</source>
            <translation>无名河流</translation>
        </message>
        <message>
            <source>a sheet for each zone, area or border, or sheets side by side, with an index first</source>
            <translation>每个责任区、联防区或边界一幅，或分幅拼接；索引在前</translation>
        </message>
        <message>
            <source>a workbook .xlsx</source>
            <translation>工作簿 .xlsx</translation>
        </message>
        <message>
            <source>a workbook .xlsx, a table .csv or a map layer .gpkg</source>
            <translation>工作簿 .xlsx、表格 .csv 或图层 .gpkg</translation>
        </message>
        <message>
            <source>a workbook .xlsx, or map layers .gpkg</source>
            <translation>工作簿 .xlsx，或地图图层 .gpkg</translation>
        </message>
        <message>
            <source>all, none, or numbers such as 1,2,9</source>
            <translation>all、none，或者序号，如 1,2,9</translation>
        </message>
        <message>
            <source>also compare what the plan says with this content hash, or the text of a plate's QR code</source>
            <translation>同时把规划的内容与此内容哈希或图幅二维码的文字比对</translation>
        </message>
        <message>
            <source>also list what counties send and give each other, and who would bear which costs</source>
            <translation>同时列出各县互相输出的风险、互相的支援，以及费用分担</translation>
        </message>
        <message>
            <source>also write an empty register to be filled in</source>
            <translation>另写一份空白登记簿供填写</translation>
        </message>
        <message>
            <source>also write the plan of the next year, carried on from this one</source>
            <translation>另外输出结转到下一年的规划</translation>
        </message>
        <message>
            <source>also write the register and its lists as a workbook</source>
            <translation>另把登记簿和各清单写成工作簿</translation>
        </message>
        <message>
            <source>another program put code into it that runs on writing: {objects}</source>
            <translation>其他程序在文件里加入了写入时会运行的代码：{objects}</translation>
        </message>
        <message>
            <source>argument %(argument_name)s: %(message)s</source>
            <translation>参数 %(argument_name)s：%(message)s</translation>
        </message>
        <message>
            <source>arguments</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>at most so many, first in rank first; 0 for all</source>
            <translation>最多多少项，按排序取；0 为全部</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>立即</translation>
        </message>
        <message>
            <source>boundary points (TXT)</source>
            <translation>界址点坐标文件 (TXT)</translation>
        </message>
        <message>
            <source>change {change} cannot be done again: {reason}</source>
            <translation>第 {change} 次修改无法重做：{reason}</translation>
        </message>
        <message>
            <source>change {change} cannot be undone: {reason}</source>
            <translation>第 {change} 次修改无法撤销：{reason}</translation>
        </message>
        <message>
            <source>change {change} does not say when it was made ({at})</source>
            <translation>第 {change} 次修改的时间不明（{at}）</translation>
        </message>
        <message>
            <source>change {change} has lost what it takes to undo or redo it</source>
            <translation>第 {change} 次修改缺少撤销或重做所需的内容</translation>
        </message>
        <message>
            <source>change {change} needs the features in table {table}, which are gone</source>
            <translation>第 {change} 次修改需要表 {table} 中的要素，但已不在</translation>
        </message>
        <message>
            <source>classification, e.g. 内部资料</source>
            <translation>密级，例如 内部资料</translation>
        </message>
        <message>
            <source>classified raster or polygons to make forest from; CLASSES (igbp, worldcover, globeland30, clcd, fromglc10, esri, cnlucc, cci, globcover, gbt21010, or your own CSV table) where the file does not tell</source>
            <translation>用来生成森林的分类栅格或图斑；文件本身看不出分类体系时写明 CLASSES（igbp、worldcover、globeland30、clcd、fromglc10、esri、cnlucc、cci、globcover、gbt21010，或自己的 CSV 表）</translation>
        </message>
        <message>
            <source>columns item, grade, value, unit; .csv or .xlsx</source>
            <translation>列：项目、等级、数值、单位；.csv 或 .xlsx</translation>
        </message>
        <message>
            <source>columns only in ours: {columns}</source>
            <translation>只有我方有的列：{columns}</translation>
        </message>
        <message>
            <source>comma-separated list (default: all of the kind)</source>
            <translation>用逗号分开的条款（默认：该文种的全部）</translation>
        </message>
        <message>
            <source>comma-separated list of ics, xlsx, docx, pdf, or all</source>
            <translation>ics、xlsx、docx、pdf，用逗号分隔，或者 all</translation>
        </message>
        <message>
            <source>comma-separated list, or all</source>
            <translation>以逗号分隔的格式，或 all（全部）</translation>
        </message>
        <message>
            <source>compare two versions of --thing by their numbers; 0 is nothing at all</source>
            <translation>按版次比较 --thing 的两版；0 表示空白</translation>
        </message>
        <message>
            <source>content hash {hash}</source>
            <translation>内容校验值 {hash}</translation>
        </message>
        <message>
            <source>content hash: {hash}</source>
            <translation>内容校验值：{hash}</translation>
        </message>
        <message>
            <source>coordinate system of files that do not state one; for one file with FILE=, else for all. FILE=gcj02 or FILE=bd09 converts from the shifted systems of web maps, FILE=as-cgcs2000 takes the degrees of the file's own projection as CGCS2000</source>
            <translation>未注明坐标系的文件采用的坐标系；写 FILE= 只用于该文件，否则用于全部。FILE=gcj02 或 FILE=bd09 表示由互联网地图的偏移坐标系转换；FILE=as-cgcs2000 表示按文件所注投影读取，其经纬度视为2000国家大地坐标系</translation>
        </message>
        <message>
            <source>daily maximum, for R0</source>
            <translation>日最高气温，用于 R0</translation>
        </message>
        <message>
            <source>daily minimum, for R0</source>
            <translation>日最小相对湿度，用于 R0</translation>
        </message>
        <message>
            <source>danger level of the roster (default: the plan's)</source>
            <translation>排班所按火险等级（默认按规划）</translation>
        </message>
        <message>
            <source>days of the roster (default: 28)</source>
            <translation>排班天数（默认 28）</translation>
        </message>
        <message>
            <source>denominator, e.g. 50000 (default: the largest round one)</source>
            <translation>比例尺分母，如 50000（默认取最大的整比例尺）</translation>
        </message>
        <message>
            <source>derive the zones again, outlines and fires too, and compare; the plan stays as it is</source>
            <translation>连同范围与火蔓延重新推导并比较；规划保持不变</translation>
        </message>
        <message>
            <source>division code of the county that hands it over</source>
            <translation>移交县的行政区划代码</translation>
        </message>
        <message>
            <source>do not write each annex alone too</source>
            <translation>附件不另存单个文件</translation>
        </message>
        <message>
            <source>draw how every border stands for this hazard</source>
            <translation>按此灾种画各边界的协议状况</translation>
        </message>
        <message>
            <source>draw layers about drills too</source>
            <translation>也画演练图层</translation>
        </message>
        <message>
            <source>durations (default: 6)</source>
            <translation>时长（小时，默认 6）</translation>
        </message>
        <message>
            <source>durations must be above 0, and fires at least one cell apart</source>
            <translation>时长必须大于 0，起火点间隔不得小于一个格子</translation>
        </message>
        <message>
            <source>encoding of a file's text, e.g. woods.shp=GBK, where it is not found right; without FILE= of all</source>
            <translation>文件文字的编码，例如 woods.shp=GBK，在自动判断不对时使用；不写 FILE= 则用于全部文件</translation>
        </message>
        <message>
            <source>expected at least one argument</source>
            <translation>至少需要一个值</translation>
        </message>
        <message>
            <source>expected one argument</source>
            <translation>需要一个值</translation>
        </message>
        <message>
            <source>first add every polygon of this file as a joint-patrol area</source>
            <translation>先把该文件中的每个面加为联防区</translation>
        </message>
        <message>
            <source>first day of roster and tracks (default: the plan's)</source>
            <translation>排班与轨迹的起始日期（默认规划基准日）</translation>
        </message>
        <message>
            <source>folder for the documents</source>
            <translation>存放文档的文件夹</translation>
        </message>
        <message>
            <source>folder for the files</source>
            <translation>存放文件的文件夹</translation>
        </message>
        <message>
            <source>folder for the files, or the name of one .docx or .pdf</source>
            <translation>存放文件的文件夹，或一个 .docx 或 .pdf 文件名</translation>
        </message>
        <message>
            <source>folder for the kit; made when it is not there</source>
            <translation>演练文件的文件夹；没有时新建</translation>
        </message>
        <message>
            <source>folder for the plan and the documents</source>
            <translation>存放规划和文档的文件夹</translation>
        </message>
        <message>
            <source>folder to unpack into</source>
            <translation>解包到哪个文件夹</translation>
        </message>
        <message>
            <source>folder with your own templates</source>
            <translation>自备模板所在文件夹</translation>
        </message>
        <message>
            <source>for whom</source>
            <translation>交给谁</translation>
        </message>
        <message>
            <source>grass throws no embers: leave it out</source>
            <translation>草地飞火不远：不计草地</translation>
        </message>
        <message>
            <source>height of the eye where none is given (default: 15)</source>
            <translation>未注明时的观察高度（默认 15）</translation>
        </message>
        <message>
            <source>height of the smoke (default: 30)</source>
            <translation>烟柱高度（默认 30）</translation>
        </message>
        <message>
            <source>history: {undo_steps} steps to undo, {redo_steps} to redo</source>
            <translation>历史：可撤销 {undo_steps} 步，可重做 {redo_steps} 步</translation>
        </message>
        <message>
            <source>how close to the river places are told</source>
            <translation>沿河多近的村庄和设施列入</translation>
        </message>
        <message>
            <source>how far ahead (default: 6)</source>
            <translation>推演几小时（默认 6）</translation>
        </message>
        <message>
            <source>how far ahead (default: as the plan has it, or 72)</source>
            <translation>推算多久（默认按规划，或 72）</translation>
        </message>
        <message>
            <source>how far fuel sets other fuel alight: 500 (default), 100 or 30</source>
            <translation>引燃距离：500（默认）、100 或 30</translation>
        </message>
        <message>
            <source>how far smoke is made out (default: 8)</source>
            <translation>烟火有效发现距离（默认 8）</translation>
        </message>
        <message>
            <source>how far to each side of the county lines (5 km)</source>
            <translation>县界两侧各多远（5 km）</translation>
        </message>
        <message>
            <source>how much of it</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>how much water the river carries</source>
            <translation>河流水情：枯水、平水或洪水</translation>
        </message>
        <message>
            <source>invalid %(type)s value: %(value)r</source>
            <translation>%(value)r 不是有效的值（%(type)s）</translation>
        </message>
        <message>
            <source>invalid choice: %(value)r (choose from %(choices)s)</source>
            <translation>%(value)r 不在可选范围内（可选：%(choices)s）</translation>
        </message>
        <message>
            <source>it has the newer format {found}; this program knows {known} and only reads it</source>
            <translation>是较新的格式 {found}；本程序支持到格式 {known}，只能查看</translation>
        </message>
        <message>
            <source>it has the older format {found}; opening it for work makes a copy in format {known}</source>
            <translation>是旧格式 {found}；打开编辑时会另存为格式 {known} 的副本</translation>
        </message>
        <message>
            <source>it is not the sample; choose another folder</source>
            <translation>它不是示例规划；请换一个文件夹</translation>
        </message>
        <message>
            <source>its file was not packed; ask the sender for it and put it into the rasters folder beside the plan.</source>
            <translation>它的文件没有打包；请向发送人索取，放到规划旁边的 rasters 文件夹里。</translation>
        </message>
        <message>
            <source>its file was not with the plan; put it into the rasters folder beside ours.</source>
            <translation>对方规划没有带这个文件；请把它放到我方规划旁的 rasters 文件夹。</translation>
        </message>
        <message>
            <source>language of messages and documents (default: zh_CN)</source>
            <translation>提示与文档的语言（默认 zh_CN）</translation>
        </message>
        <message>
            <source>last day of tracks</source>
            <translation>轨迹的截止日期</translation>
        </message>
        <message>
            <source>layer “{title}”: added before checksums of features were kept</source>
            <translation>图层“{title}”：加入时还没有记录要素校验值</translation>
        </message>
        <message>
            <source>layer “{title}”: its features (table {table}) are gone</source>
            <translation>图层“{title}”：要素（表 {table}）不见了</translation>
        </message>
        <message>
            <source>layer “{title}”: its features are not those that were added; another program changed them</source>
            <translation>图层“{title}”：要素与加入时不同，被其他程序改过</translation>
        </message>
        <message>
            <source>layer “{title}”: its table {table} is not listed for other programs</source>
            <translation>图层“{title}”：表 {table} 没有登记，其他程序看不到</translation>
        </message>
        <message>
            <source>layer “{title}”: {found} features, but {stored} were added</source>
            <translation>图层“{title}”：现有 {found} 个要素，加入时是 {stored} 个</translation>
        </message>
        <message>
            <source>least mean width in metres (default: that of the plan, 1 m)</source>
            <translation>最小平均宽度，米（默认按规划的参数，1 m）</translation>
        </message>
        <message>
            <source>length of a suggested route (default: 10)</source>
            <translation>建议路线的最大长度（默认 10）</translation>
        </message>
        <message>
            <source>list telephone numbers</source>
            <translation>列出电话</translation>
        </message>
        <message>
            <source>longitude and latitude, in degrees or in ° ′ ″</source>
            <translation>经度和纬度，用度或 ° ′ ″ 表示</translation>
        </message>
        <message>
            <source>map files to add to the plan first</source>
            <translation>先加入规划的地图文件</translation>
        </message>
        <message>
            <source>map review number (审图号)</source>
            <translation>审图号</translation>
        </message>
        <message>
            <source>minutes that are told (default: 60)</source>
            <translation>按多少分钟说明（默认 60）</translation>
        </message>
        <message>
            <source>name or uid of one patrol area (default: all)</source>
            <translation>一个联防区的名称或 uid（默认全部）</translation>
        </message>
        <message>
            <source>name, number or id of an agreement in the register, or all (default: new)</source>
            <translation>登记协议的名称、编号或标识，或 all（默认：新协议）</translation>
        </message>
        <message>
            <source>no contact</source>
            <translation>没有联系人</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>还没有</translation>
        </message>
        <message>
            <source>not analysed yet</source>
            <translation>尚未分析</translation>
        </message>
        <message>
            <source>not recognised</source>
            <translation>无法识别</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>未注明</translation>
        </message>
        <message>
            <source>number of the document</source>
            <translation>文件编号</translation>
        </message>
        <message>
            <source>number of the notice (default: from the time)</source>
            <translation>通报单编号（默认取自时间）</translation>
        </message>
        <message>
            <source>number, name or id of a joint-patrol area, or all</source>
            <translation>联防区的序号、名称或标识，或 all（全部）</translation>
        </message>
        <message>
            <source>number, title or id of a meeting (default: the last one)</source>
            <translation>会议的序号、名称或编号（默认：最近一次）</translation>
        </message>
        <message>
            <source>number, title or id of an exercise, or all (default)</source>
            <translation>演练的序号、名称或编号，或 all（默认）</translation>
        </message>
        <message>
            <source>only in and near the shared zones of the plan</source>
            <translation>只在本规划的共同责任区及其附近</translation>
        </message>
        <message>
            <source>only in theirs: {columns}</source>
            <translation>只有对方有的列：{columns}</translation>
        </message>
        <message>
            <source>only one border: two codes or short names of counties</source>
            <translation>只看一条界线：两县的代码或简称</translation>
        </message>
        <message>
            <source>only this area or agreement: its name or its id</source>
            <translation>只看这个联防区或协议：名称或编号</translation>
        </message>
        <message>
            <source>only this border, or the zones on it</source>
            <translation>只要这条界线，或其沿线的责任区</translation>
        </message>
        <message>
            <source>only those that stand like this</source>
            <translation>只列这种状态的</translation>
        </message>
        <message>
            <source>only villages of this name</source>
            <translation>只看这个名称的村庄</translation>
        </message>
        <message>
            <source>only what concerns this county: its code or name</source>
            <translation>只要涉及这个县的：代码或名称</translation>
        </message>
        <message>
            <source>only zones of this hazard; of borders its gaps</source>
            <translation>只要这个灾种的责任区；县界则取其协议缺口</translation>
        </message>
        <message>
            <source>options</source>
            <translation>选项</translation>
        </message>
        <message>
            <source>our plan</source>
            <translation>我方规划</translation>
        </message>
        <message>
            <source>our plan or package</source>
            <translation>我方规划或联防包</translation>
        </message>
        <message>
            <source>outside every county</source>
            <translation>各县以外</translation>
        </message>
        <message>
            <source>overlap of sheets side by side, percent</source>
            <translation>分幅之间的重叠，百分数</translation>
        </message>
        <message>
            <source>parameters that differ from the defaults</source>
            <translation>与默认值不同的参数</translation>
        </message>
        <message>
            <source>parameters: all at their defaults</source>
            <translation>参数：均为默认值</translation>
        </message>
        <message>
            <source>parties named on the plate</source>
            <translation>图上写的各方</translation>
        </message>
        <message>
            <source>parts of {count} zones that do not exist, the first is {zone}</source>
            <translation>有 {count} 个共同责任区只有分县部分而没有整体，第一个是 {zone}</translation>
        </message>
        <message>
            <source>people unknown</source>
            <translation>人口未知</translation>
        </message>
        <message>
            <source>photos (JPEG)</source>
            <translation>照片 (JPEG)</translation>
        </message>
        <message>
            <source>pictures instead of PDF, in a folder</source>
            <translation>在文件夹里写图片，不写 PDF</translation>
        </message>
        <message>
            <source>plan, area:NAME, zone:NAME or border:CODE-CODE (default: plan); narrows a series to what touches it</source>
            <translation>plan、area:名称、zone:名称 或 border:代码-代码（默认 plan）；成套时只取与之相交的</translation>
        </message>
        <message>
            <source>precision of the coordinate, 1 σ</source>
            <translation>火点坐标的精度（1 σ）</translation>
        </message>
        <message>
            <source>precision of the county line, 1 σ</source>
            <translation>县界的精度（1 σ）</translation>
        </message>
        <message>
            <source>print one JSON document</source>
            <translation>输出一个 JSON 文档</translation>
        </message>
        <message>
            <source>print the zones as one JSON document</source>
            <translation>以一个 JSON 文档输出共同责任区</translation>
        </message>
        <message>
            <source>quantity unknown</source>
            <translation>数量不详</translation>
        </message>
        <message>
            <source>raster “{title}” is not the file that was added: {path}</source>
            <translation>栅格“{title}”已不是加入时的文件：{path}</translation>
        </message>
        <message>
            <source>raster “{title}” is not where the plan expects it: {path}</source>
            <translation>栅格“{title}”不在规划记录的位置：{path}</translation>
        </message>
        <message>
            <source>raster “{title}” lies elsewhere: {found}</source>
            <translation>栅格“{title}”换了位置：{found}</translation>
        </message>
        <message>
            <source>recorded by hand</source>
            <translation>手工登记</translation>
        </message>
        <message>
            <source>reference date of documents, YYYY-MM-DD</source>
            <translation>文档的基准日，格式 YYYY-MM-DD</translation>
        </message>
        <message>
            <source>reference date of the plan, YYYY-MM-DD; a new one has today's</source>
            <translation>规划的基准日，格式 YYYY-MM-DD；新规划默认为今天</translation>
        </message>
        <message>
            <source>remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>rows of table {table} cannot be read: {reason}</source>
            <translation>表 {table} 有记录读不出来：{reason}</translation>
        </message>
        <message>
            <source>screen the low land along all rivers too</source>
            <translation>同时筛查沿河低地</translation>
        </message>
        <message>
            <source>show the version and exit</source>
            <translation>显示版本并退出</translation>
        </message>
        <message>
            <source>show this help and exit</source>
            <translation>显示本帮助并退出</translation>
        </message>
        <message>
            <source>side of a cell (default: 100)</source>
            <translation>格网边长（默认 100）</translation>
        </message>
        <message>
            <source>side of a cell (default: 200)</source>
            <translation>格子边长（默认 200）</translation>
        </message>
        <message>
            <source>side of a cell, in place of the parameter</source>
            <translation>栅格边长，代替参数</translation>
        </message>
        <message>
            <source>size of the paper</source>
            <translation>纸张大小</translation>
        </message>
        <message>
            <source>smaller pieces join a neighbour (50 ha)</source>
            <translation>更小的并入相邻单元（50 hm²）</translation>
        </message>
        <message>
            <source>some of docx, pdf, or all</source>
            <translation>docx、pdf 中的若干种，或 all</translation>
        </message>
        <message>
            <source>some of docx, pdf, xlsx, png, or all</source>
            <translation>docx、pdf、xlsx、png 中的若干种，或 all</translation>
        </message>
        <message>
            <source>sources by receptors, or a list; .csv or .xlsx</source>
            <translation>源×受体交叉表，或清单；.csv 或 .xlsx</translation>
        </message>
        <message>
            <source>speed of the water at that stage</source>
            <translation>该水情下的流速</translation>
        </message>
        <message>
            <source>standard error of events that do not state it (default: 100 m)</source>
            <translation>未注明误差的灾情的中误差（默认 100 m）</translation>
        </message>
        <message>
            <source>standard error of the line (default: 30 m)</source>
            <translation>界线的中误差（默认 30 m）</translation>
        </message>
        <message>
            <source>suggest this many further routes</source>
            <translation>再建议若干条路线</translation>
        </message>
        <message>
            <source>suggest this many further sites</source>
            <translation>建议增设几处</translation>
        </message>
        <message>
            <source>table {table} is listed for other programs, but is not there</source>
            <translation>表 {table} 有登记，但文件里没有</translation>
        </message>
        <message>
            <source>table {table} lacks columns: {columns}</source>
            <translation>表 {table} 缺少字段：{columns}</translation>
        </message>
        <message>
            <source>table {table}, column {column}: {count} values cannot be read, the first in row {uid}</source>
            <translation>表 {table} 字段 {column}：{count} 个值读不出来，第一个在记录 {uid}</translation>
        </message>
        <message>
            <source>table {table}: another program put it there</source>
            <translation>表 {table}：是其他程序加入的</translation>
        </message>
        <message>
            <source>table {table}: no longer used; it goes when the plan is next closed</source>
            <translation>表 {table}：已不再使用，下次关闭规划时清除</translation>
        </message>
        <message>
            <source>table {table}: {count} rows repeat the id of another; another program copied them</source>
            <translation>表 {table}：{count} 条记录的标识与别的记录重复，是其他程序复制的</translation>
        </message>
        <message>
            <source>table {table}: {count} rows without a shape, the first is {uid}</source>
            <translation>表 {table}：{count} 条记录没有图形，第一条是 {uid}</translation>
        </message>
        <message>
            <source>table {table}: {count} rows without an id; another program added them</source>
            <translation>表 {table}：{count} 条记录没有标识，是其他程序添加的</translation>
        </message>
        <message>
            <source>table {table}: {count} shapes cannot be read, the first in row {uid}</source>
            <translation>表 {table}：{count} 个图形读不出来，第一个在记录 {uid}</translation>
        </message>
        <message>
            <source>table {table}: {count} shapes marked with another coordinate system, the first is {uid}</source>
            <translation>表 {table}：{count} 个图形标注了别的坐标系，第一个是 {uid}</translation>
        </message>
        <message>
            <source>table {table}: {count} shapes of another type than the table states, the first is {uid}</source>
            <translation>表 {table}：{count} 个图形的类型与表的登记不符，第一个是 {uid}</translation>
        </message>
        <message>
            <source>table {table}: {count} shapes outside the earth's longitudes and latitudes, the first is {uid}</source>
            <translation>表 {table}：{count} 个图形超出经纬度范围，第一个是 {uid}</translation>
        </message>
        <message>
            <source>table {table}: {count} shapes with coordinates that are no numbers, the first is {uid}</source>
            <translation>表 {table}：{count} 个图形的坐标不是数字，第一个是 {uid}</translation>
        </message>
        <message>
            <source>the analysis lost rows when the plan was salvaged; derive the {zones} zones again</source>
            <translation>抢救规划时分析结果丢了记录；请重新推导 {zones} 个责任区</translation>
        </message>
        <message>
            <source>the database contradicts itself: {reason}</source>
            <translation>数据库内部不一致：{reason}</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>the field whose gaps are listed (default: forest)</source>
            <translation>列出哪个领域的缺口（默认 forest）</translation>
        </message>
        <message>
            <source>the file could not be read, or was changed meanwhile; it is not in the package. Pack again.</source>
            <translation>文件无法读取，或打包时有改动，未打进包里。请重新打包。</translation>
        </message>
        <message>
            <source>the file is damaged: {reason}</source>
            <translation>文件已损坏：{reason}</translation>
        </message>
        <message>
            <source>the file is not the one the plan was made with; it was packed as it is now.</source>
            <translation>文件已不是制作规划时的那一份，按现状打包。</translation>
        </message>
        <message>
            <source>the file was not found; it is not in the package. Put it back where it was and pack again.</source>
            <translation>文件没有找到，未打进包里。请放回原处后重新打包。</translation>
        </message>
        <message>
            <source>the following arguments are required: %s</source>
            <translation>缺少必需的参数：%s</translation>
        </message>
        <message>
            <source>the history could not be walked back and forth</source>
            <translation>没能把历史撤销到头再重做一遍</translation>
        </message>
        <message>
            <source>the list of layers cannot be read: {reason}</source>
            <translation>图层登记读不出来：{reason}</translation>
        </message>
        <message>
            <source>the new plan</source>
            <translation>新规划</translation>
        </message>
        <message>
            <source>the new plan; it must not exist</source>
            <translation>新规划的文件名，不能已存在</translation>
        </message>
        <message>
            <source>the package to write, or a folder for it</source>
            <translation>要写出的联防包，或存放它的文件夹</translation>
        </message>
        <message>
            <source>the plan</source>
            <translation>规划文件</translation>
        </message>
        <message>
            <source>the plan both were made from</source>
            <translation>两份规划共同的原稿</translation>
        </message>
        <message>
            <source>the plan cannot be written, so only the package says that it was handed over.</source>
            <translation>规划不能写入，只有联防包里记着这次移交。</translation>
        </message>
        <message>
            <source>the plan whose counties the table names</source>
            <translation>表中各县所在的规划</translation>
        </message>
        <message>
            <source>the plan; made when it does not exist</source>
            <translation>规划文件；不存在时新建</translation>
        </message>
        <message>
            <source>the routes for devices, .gpx</source>
            <translation>供设备使用的路线，.gpx</translation>
        </message>
        <message>
            <source>the study, where the table does not name it</source>
            <translation>表中没有注明时的出处</translation>
        </message>
        <message>
            <source>the year (default: that of the reference date)</source>
            <translation>年度（默认：基准日所在的年）</translation>
        </message>
        <message>
            <source>theirs</source>
            <translation>对方</translation>
        </message>
        <message>
            <source>there is a file of that name</source>
            <translation>已有同名文件</translation>
        </message>
        <message>
            <source>there is no such folder</source>
            <translation>文件夹不存在</translation>
        </message>
        <message>
            <source>title of the document</source>
            <translation>文件标题</translation>
        </message>
        <message>
            <source>title of the plate</source>
            <translation>图名</translation>
        </message>
        <message>
            <source>unrecognized arguments: %s</source>
            <translation>不认识的参数：%s</translation>
        </message>
        <message>
            <source>upright paper</source>
            <translation>纵向</translation>
        </message>
        <message>
            <source>usage: </source>
            <translation>用法：</translation>
        </message>
        <message>
            <source>walking the history back and forth does not end at the present state</source>
            <translation>把历史撤销到头再重做，回不到现在的状态</translation>
        </message>
        <message>
            <source>what a file is, e.g. woods.shp=forest</source>
            <translation>文件的用途，例如 woods.shp=forest</translation>
        </message>
        <message>
            <source>what divides: some of roads,rivers,ridges,firebreaks,counties (default: all)</source>
            <translation>用什么分隔：roads（道路）、rivers（河流）、ridges（山脊）、firebreaks（防火隔离带）、counties（县界）中的若干种（默认全部）</translation>
        </message>
        <message>
            <source>what gets a page</source>
            <translation>按什么分页</translation>
        </message>
        <message>
            <source>what got into the water</source>
            <translation>污染物</translation>
        </message>
        <message>
            <source>what holds where both changed something: ask (list it, write nothing), ours, theirs, union or intersection of shapes, both lists, or later; where a choice does not fit, ours</source>
            <translation>双方都改动处以谁为准：ask（列出，不写入）、ours 我方、theirs 对方、union 合并范围、intersection 取共同范围、both 两份清单都要、later 暂缓；不适用时以我方为准</translation>
        </message>
        <message>
            <source>what if the road or bridge here is closed; may be said again</source>
            <translation>假如此处的道路或桥封闭；可多次使用</translation>
        </message>
        <message>
            <source>what is written; auto takes the kind that suits an agreement of the register</source>
            <translation>写哪一种；auto 按登记的协议取合适的种类</translation>
        </message>
        <message>
            <source>what the documents are for</source>
            <translation>文档用途</translation>
        </message>
        <message>
            <source>when it was seen, e.g. 2026-04-05T14:20</source>
            <translation>发现时间，例如 2026-04-05T14:20</translation>
        </message>
        <message>
            <source>where the wind comes from, 0 = north, 90 = east</source>
            <translation>风的来向，0 为北，90 为东</translation>
        </message>
        <message>
            <source>which column of a file is what, e.g. counties.shp=code:XZQDM; nothing after the colon for none</source>
            <translation>文件的哪个字段是什么，如 counties.shp=code:XZQDM；冒号后留空表示没有</translation>
        </message>
        <message>
            <source>who comes to this place: longitude and latitude</source>
            <translation>谁到这个地点：经度和纬度</translation>
        </message>
        <message>
            <source>who hands it over</source>
            <translation>移交人</translation>
        </message>
        <message>
            <source>who has something that can do this</source>
            <translation>谁有这种能力</translation>
        </message>
        <message>
            <source>who is above the place instead</source>
            <translation>改为查该处上游有谁</translation>
        </message>
        <message>
            <source>who issues the notice</source>
            <translation>通报单位</translation>
        </message>
        <message>
            <source>who prepared it</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>who takes it in</source>
            <translation>接收人</translation>
        </message>
        <message>
            <source>wind at 10 m (default: calm)</source>
            <translation>10 米高处风速（默认无风）</translation>
        </message>
        <message>
            <source>winds and how often they blow, e.g. N:3,NE:1,SW:4</source>
            <translation>各方向的风及其频率，例如 N:3,NE:1,SW:4</translation>
        </message>
        <message>
            <source>without colour</source>
            <translation>黑白</translation>
        </message>
        <message>
            <source>write a workbook (.xlsx)</source>
            <translation>写成工作簿（.xlsx）</translation>
        </message>
        <message>
            <source>write telephone numbers too; they are personal data</source>
            <translation>连同电话号码；电话号码属于个人信息</translation>
        </message>
        <message>
            <source>write the list (.xlsx, .docx, .pdf, .txt) or the amendment</source>
            <translation>写出清单（.xlsx、.docx、.pdf、.txt）或修订对照表</translation>
        </message>
        <message>
            <source>you may not write there</source>
            <translation>没有写入权限</translation>
        </message>
        <message>
            <source>zone {zone}, {column}: the whole is {whole}, its parts sum to {sum}</source>
            <translation>共同责任区 {zone} 的 {column}：整体为 {whole}，分县合计为 {sum}</translation>
        </message>
        <message>
            <source>zones at most, first in rank first; 0 for all</source>
            <translation>最多几个责任区，按排名先后；0 为全部</translation>
        </message>
        <message>
            <source>{accepted} taken in, {declined} declined, {later} left for later; one step, which undo takes back</source>
            <translation>已接收 {accepted} 项，不接受 {declined} 项，暂缓 {later} 项；这是一步，可整步撤销</translation>
        </message>
        <message>
            <source>{agreements} agreements, on {date}; borders for {hazard}:</source>
            <translation>{date} 登记协议 {agreements} 份；{hazard}的界线：</translation>
        </message>
        <message>
            <source>{agreements} agreements, {contacts} contacts</source>
            <translation>{agreements} 份协议，{contacts} 位联络人</translation>
        </message>
        <message>
            <source>{area}: no such joint-patrol area. The plan has: {names}</source>
            <translation>{area}：没有这个联防区。规划中有：{names}</translation>
        </message>
        <message>
            <source>{border}: no such border. The plan has: {names}</source>
            <translation>{border}：没有这条界线。规划中有：{names}</translation>
        </message>
        <message>
            <source>{changes} difference(s), {conflicts} to decide; {agreed} the same on both sides, {ours} only ours</source>
            <translation>{changes} 处不同，需商定 {conflicts} 处；双方改得一样 {agreed} 处，只有我方改动 {ours} 处</translation>
        </message>
        <message>
            <source>{column}: no such column in {name}; it has {columns}</source>
            <translation>{column}：{name} 中没有这个字段；它有 {columns}</translation>
        </message>
        <message>
            <source>{count:,.0f} people</source>
            <translation>{count:,.0f} 人</translation>
        </message>
        <message>
            <source>{county}: neither depots nor teams are known</source>
            <translation>{county}：仓库和队伍均未知</translation>
        </message>
        <message>
            <source>{county}: no woods are known</source>
            <translation>{county}：没有森林资料</translation>
        </message>
        <message>
            <source>{county}: people are not known</source>
            <translation>{county}：人口未知</translation>
        </message>
        <message>
            <source>{county}: routes pass {seen:.0%} of {whole:.0f} hm² of woods, both sides {both:.0f} hm²</source>
            <translation>{county}：{whole:.0f} hm² 森林沿线可察 {seen:.0%}，两县都巡 {both:.0f} hm²</translation>
        </message>
        <message>
            <source>{county}: {own:.0%} of the people within {minutes:.0f} min by its own, {joint:.0%} together</source>
            <translation>{county}：{minutes:.0f} 分钟内本县可到 {own:.0%} 的人口，联防 {joint:.0%}</translation>
        </message>
        <message>
            <source>{county}: {seen:.0%} of {whole:.0f} hm² of woods are seen, {blind:.0f} hm² are not</source>
            <translation>{county}：{whole:.0f} hm² 森林可见 {seen:.0%}，盲区 {blind:.0f} hm²</translation>
        </message>
        <message>
            <source>{count} agreements to which nobody has said anything</source>
            <translation>另有 {count} 件协议尚无人表态</translation>
        </message>
        <message>
            <source>{count} entrances by road, {held} of them with a checkpoint</source>
            <translation>进山口 {count} 处，其中 {held} 处已有卡点</translation>
        </message>
        <message>
            <source>{count} joint-patrol areas</source>
            <translation>{count} 个联防区</translation>
        </message>
        <message>
            <source>{count} layers</source>
            <translation>{count} 个图层</translation>
        </message>
        <message>
            <source>{count} rows</source>
            <translation>{count} 行</translation>
        </message>
        <message>
            <source>{count} tracks</source>
            <translation>{count} 条轨迹</translation>
        </message>
        <message>
            <source>{field}: ours {ours}, theirs {theirs}</source>
            <translation>{field}：我方 {ours}，对方 {theirs}</translation>
        </message>
        <message>
            <source>{layer}: found in {path}</source>
            <translation>{layer}：已在 {path} 找到</translation>
        </message>
        <message>
            <source>{minutes:.0f} min: {name} ({county}); turn-out {turnout:.0f}, by road {road:.0f}, on foot {foot:.0f}; back in {back:.0f} min</source>
            <translation>{minutes:.0f} 分钟：{name}（{county}）；集结 {turnout:.0f}，车行 {road:.0f}，步行 {foot:.0f}；返程 {back:.0f} 分钟</translation>
        </message>
        <message>
            <source>{name}: a briefing is written as .pptx or .pdf</source>
            <translation>{name}：会商材料只写 .pptx 或 .pdf</translation>
        </message>
        <message>
            <source>{name}: no such agreement in the register of the plan</source>
            <translation>{name}：规划的登记中没有这份协议</translation>
        </message>
        <message>
            <source>{name}: no such plate is kept. The plan has: {names}</source>
            <translation>{name}：没有保存这个图幅。规划里有：{names}</translation>
        </message>
        <message>
            <source>{name}: not among the files given</source>
            <translation>{name}：不在所给文件之中</translation>
        </message>
        <message>
            <source>{name}: {km:.1f} km, {foot:.0f} min on foot, {back:.0f} back</source>
            <translation>{name}：{km:.1f} km，步行去 {foot:.0f} 分钟，回 {back:.0f} 分钟</translation>
        </message>
        <message>
            <source>{name}: {option} says two things about it: {first} and {second}</source>
            <translation>{name}：{option} 给出了两个不同的值：{first} 和 {second}</translation>
        </message>
        <message>
            <source>{name}: {reason}. Choose a folder you may write to, with free space.</source>
            <translation>{name}：{reason}。请选择可写且空间足够的文件夹。</translation>
        </message>
        <message>
            <source>{open} of {count} lines are to be confirmed for {year}</source>
            <translation>{year} 年须确认 {count} 条，其中待确认 {open} 条</translation>
        </message>
        <message>
            <source>{option} {value}: that is not possible</source>
            <translation>{option} {value}：不能取这个值</translation>
        </message>
        <message>
            <source>{pair}: {first} to {second} | back</source>
            <translation>{pair}：{first}→{second} | 反向</translation>
        </message>
        <message>
            <source>{path}, row {row}: a table needs the columns {columns}, and a fuel of {fuels}</source>
            <translation>{path} 第 {row} 行：表格须有字段 {columns}，可燃物须为 {fuels} 之一</translation>
        </message>
        <message>
            <source>{path}: a Lianfang plan; open it with: lianfang {path}</source>
            <translation>{path}：联防规划；打开它：lianfang {path}</translation>
        </message>
        <message>
            <source>{path}: a packed Lianfang plan; unpack it with: lianfang unpack {path} --out FOLDER</source>
            <translation>{path}：联防包；解包命令：lianfang unpack {path} --out 文件夹</translation>
        </message>
        <message>
            <source>{path}: not sound, {count} faults.</source>
            <translation>{path}：有 {count} 处损坏。</translation>
        </message>
        <message>
            <source>{path}: sound.</source>
            <translation>{path}：完好。</translation>
        </message>
        <message>
            <source>{path}: the plan, saved.</source>
            <translation>{path}：规划已保存。</translation>
        </message>
        <message>
            <source>{path}: {count} joint-patrol areas added to the plan</source>
            <translation>{path}：{count} 个联防区已加入规划</translation>
        </message>
        <message>
            <source>{path}: {format}</source>
            <translation>{path}：{format}</translation>
        </message>
        <message>
            <source>{rows} rows, {needs} needs</source>
            <translation>清单 {rows} 行，需要 {needs} 条</translation>
        </message>
        <message>
            <source>{shown} of {count} comments</source>
            <translation>共 {count} 条意见，列出 {shown} 条</translation>
        </message>
        <message>
            <source>{text}: not a date; write it as YYYY-MM-DD, e.g. 2026-11-21</source>
            <translation>{text}：不是日期；请写成 YYYY-MM-DD，例如 2026-11-21</translation>
        </message>
        <message>
            <source>{title}: as {role}</source>
            <translation>{title}：作为{role}</translation>
        </message>
        <message>
            <source>{title}: it is no longer as it was signed in version {number}, or its record is not whole</source>
            <translation>{title}：已不是第 {number} 版签署时的内容，或其记录不完整</translation>
        </message>
        <message>
            <source>{title}: its file is not there or cannot be read; no ridges from it</source>
            <translation>{title}：文件不在或读不出来，没有取其山脊</translation>
        </message>
        <message>
            <source>{title}: no longer in the plan</source>
            <translation>{title}：已不在规划中</translation>
        </message>
        <message>
            <source>{title}: version {number}, {state}  {short}</source>
            <translation>{title}：第 {number} 版，{state}  {short}</translation>
        </message>
        <message>
            <source>{title}: {count} features as {role}</source>
            <translation>{title}：{count} 个要素，作为{role}</translation>
        </message>
        <message>
            <source>{title}: {count} patches of forest</source>
            <translation>{title}：{count} 个森林图斑</translation>
        </message>
        <message>
            <source>{title}; every file is what the list says.</source>
            <translation>{title}；所有文件均与清单一致。</translation>
        </message>
        <message>
            <source>{uid} has number {number} now, which was free</source>
            <translation>{uid} 改用空号 {number}</translation>
        </message>
        <message>
            <source>{value} is no number above zero</source>
            <translation>{value} 不是大于零的数</translation>
        </message>
        <message>
            <source>{value}: an overlap is from 0 to {most} percent</source>
            <translation>{value}：重叠应在 0 到 {most} 之间（百分数）</translation>
        </message>
        <message>
            <source>{value}: give the number of pages, 0 for all</source>
            <translation>{value}：请给出页数，0 为全部</translation>
        </message>
        <message>
            <source>{value}: neither a table nor a classification; use one of {known}</source>
            <translation>{value}：既不是表格也不是分类代码；可用 {known}</translation>
        </message>
        <message>
            <source>{value}: no border of the plan; write CODE-CODE</source>
            <translation>{value}：规划中没有这条界线，请写成 代码-代码</translation>
        </message>
        <message>
            <source>{value}: no coordinate; e.g. 116.6368 40.8667</source>
            <translation>{value}：不是坐标；例如 116.6368 40.8667</translation>
        </message>
        <message>
            <source>{value}: no county of the plan; give its code or its name</source>
            <translation>{value}：规划中没有这个县，请给代码或名称</translation>
        </message>
        <message>
            <source>{value}: no county of this plan; it has {known}</source>
            <translation>{value}：本规划没有这个县，有 {known}</translation>
        </message>
        <message>
            <source>{value}: no scale; write it as 50000 or 1:50000</source>
            <translation>{value}：不是比例尺；请写成 50000 或 1:50000</translation>
        </message>
        <message>
            <source>{value}: no such encoding; use UTF-8, GBK, GB18030 or BIG5</source>
            <translation>{value}：没有这种编码；请用 UTF-8、GBK、GB18030 或 BIG5</translation>
        </message>
        <message>
            <source>{value}: no such exercise; there are {titles}</source>
            <translation>{value}：没有这个演练；现有 {titles}</translation>
        </message>
        <message>
            <source>{value}: no such format; use some of {known}</source>
            <translation>{value}：没有这种格式；可用：{known}</translation>
        </message>
        <message>
            <source>{value}: no such lines; use some of {known}</source>
            <translation>{value}：没有这种线，可用：{known}</translation>
        </message>
        <message>
            <source>{value}: no such meeting; there are {titles}</source>
            <translation>{value}：没有这次会议；现有 {titles}</translation>
        </message>
        <message>
            <source>{value}: no such patrol area</source>
            <translation>{value}：没有这个联防区</translation>
        </message>
        <message>
            <source>{value}: no such role; use one of {known}</source>
            <translation>{value}：没有这种用途；可用：{known}</translation>
        </message>
        <message>
            <source>{value}: no time; write 2026-04-05T14:20</source>
            <translation>{value}：不是时间；请写成 2026-04-05T14:20</translation>
        </message>
        <message>
            <source>{value}: no wind; write N:3,NE:1,SW:4</source>
            <translation>{value}：不是风；请写成 N:3,NE:1,SW:4</translation>
        </message>
        <message>
            <source>{value}: no year between 2000 and 2099</source>
            <translation>{value}：不是 2000 至 2099 之间的年份</translation>
        </message>
        <message>
            <source>{value}: not a content hash; give 16 to 64 digits of it</source>
            <translation>{value}：不是内容校验值；请给出其中 16 到 64 位</translation>
        </message>
        <message>
            <source>{value}: not in the plan; write plan, area:NAME, zone:NAME or border:CODE-CODE</source>
            <translation>{value}：规划里没有；请写 plan、area:名称、zone:名称 或 border:代码-代码</translation>
        </message>
        <message>
            <source>{value}: not known here; use some of {known}</source>
            <translation>{value}：这里没有，可用 {known}</translation>
        </message>
        <message>
            <source>{value}: the plan has no such area or agreement</source>
            <translation>{value}：规划中没有这个联防区或协议</translation>
        </message>
        <message>
            <source>{value}: this plan was not analysed yet; run analyse first</source>
            <translation>{value}：这份规划还没有分析过，请先运行 analyse</translation>
        </message>
        <message>
            <source>{value}: write FILE=FIELD:COLUMN with one of the fields {known}</source>
            <translation>{value}：请写成 文件=用途:字段名，用途为 {known} 之一</translation>
        </message>
        <message>
            <source>{value}: write dates as 2026-04-01</source>
            <translation>{value}：日期请写作 2026-04-01</translation>
        </message>
        <message>
            <source>{who} lacks {short} of {need}</source>
            <translation>{who}需要 {need}，缺 {short}</translation>
        </message>
        <message>
            <source>{woods:.0f} km of lines run through woods, {protected:.0f} km of them along a firebreak</source>
            <translation>界线穿过森林 {woods:.0f} km，其中 {protected:.0f} km 有隔离带</translation>
        </message>
        <message>
            <source>{year}: {dates} dates, {watches} watches, {terms} terms of the chair carried on</source>
            <translation>{year} 年：结转日期 {dates} 个、值班 {watches} 条、轮值 {terms} 期</translation>
        </message>
        <message>
            <source>{zones} shared-responsibility zones on {borders} borders ({local} more stay in one county):</source>
            <translation>共同责任区 {zones} 个，分布在 {borders} 段县界上（另有 {local} 个只在一县之内）：</translation>
        </message>
        <message>
            <source>{zones} shared-responsibility zones, {local} more stay in one county</source>
            <translation>{zones} 个共同责任区，另有 {local} 个属地区</translation>
        </message>
        <message>
            <source>{zones} zones, {figures} figures: {differing} do not hold, {open} cannot be said.</source>
            <translation>{zones} 个责任区、{figures} 个数字：{differing} 个不再成立，{open} 个无法判断。</translation>
        </message>
    </context>
</TS>
