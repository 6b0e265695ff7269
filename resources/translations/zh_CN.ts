<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Joint planning across county lines. It never uses a network, never writes to your source files, and keeps every change in one plan file that any GIS can open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stands on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {version} · Apache-2.0</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>About Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add counties from the built-in list…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add county boundaries first, or choose counties from the built-in list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add layers…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Analysis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click a zone or a patrol area; drag to move the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click adds a vertex, Backspace takes the last one back, right-click or Enter finishes, Esc cancels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Derive borders, shared-responsibility zones and straddling patches from the layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Derive zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag a vertex to move it, click an edge to add one, Delete removes it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag moves the map, the wheel zooms about the cursor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw a patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw or import a patrol area first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit vertices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find commands, layers, counties, zones and places</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import patrol areas…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New plan…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a plan first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a plan…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the sample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read map files into the plan; you can also drop them on the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read the polygons of a file as patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a copy…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select a patrol area first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select a zone or a patrol area first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the selection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snap</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snap to county lines and zone edges within 12 px; hold Alt to suspend</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snap to lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan is being written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The zones are being derived</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This plan is open for reading only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title and reference date…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vertices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the annex and the map files of a patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>中文 / English</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AgreementsPanel</name>
        <message>
            <source>A zone's card names the agreements that cover it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agreements</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agreements between the counties are listed here. Zones they cover say so. This plan holds none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Year</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnalysisTask</name>
        <message>
            <source>Deriving zones</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Ask</name>
        <message>
            <source>Keep it as a file, or let it go?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let it go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This plan has no place of its own yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Changes</name>
        <message>
            <source>Add {titles}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the counties of {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the opacity of {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the plan's facts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the role of {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the status of {zone}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Derive the zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename to {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename to {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reorder the layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reshape {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show {title}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CountiesDialog</name>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines of the built-in list are coarse and illustrative; replace them by your own.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CountyPicker</name>
        <message>
            <source>Chosen: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Province</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search a county by name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tick the counties on both sides of the line.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Document</name>
        <message>
            <source>Patrol area {number}</source>
            <translation type="unfinished" />
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
        <name>ExportDialog</name>
        <message numerus="yes">
            <source>%n zone(s) wait for the neighbour's data; the annex says so.</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n area(s)</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Before it leaves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Browse…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one kind of file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classification</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every page says that the area is no basis for administrative boundaries.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language of the documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map review number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No zones were derived yet; the annex will have none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Purpose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference date: {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sample data: every page says so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The zones are older than the layers. Derive them again first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The zones match the layers.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExportTask</name>
        <message>
            <source>Writing files</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FactsDialog</name>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title and reference date</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Figures</name>
        <message>
            <source>Shares</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Villages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{people} people</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Findings</name>
        <message>
            <source>A large raster: {width} × {height} cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A table without shapes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column {field} is used as {canonical}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column {field} was left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column {field} was renamed to {renamed}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds several kinds of shapes and becomes one layer for each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Longitude and latitude were in each other's place; they were put right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moved from {found} to CGCS2000.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read as {used}, as you chose; the file says {found}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The attribute table (.dbf) is missing; the shapes have no names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The encoding of the text is not certain; read as {used}. Check the names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file says its text is {declared}, but it is {used}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The index file (.shx) is missing; it was worked out again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The raster is rotated; it is turned when it is drawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is in {encoding}, found from its content.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text was in {encoding}; it was read as such.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text was read as {used}, as you chose.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a Lianfang plan; it is opened, not added as a layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This may be in the shifted web-map system GCJ-02, some 500 m off ({evidence}). Ask where it comes from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} county code(s) in {field} were put into six digits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} open ring(s) were closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} other file(s) in it were left out: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} place(s) have no population: unknown, not zero.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} row(s) without a shape were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} row(s) without coordinates were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) could not be mended and were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) crossed themselves and were mended.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) had unusable coordinates; those points were taken out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) have heights, which are not used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) lie outside China.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) occur more than once; all were kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) of another kind were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} shape(s) without a single usable coordinate were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} value(s) in {field} are not county codes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} value(s) in {field} are not numbers: unknown, not zero.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{format} files are always in {crs}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{found} agrees with CGCS2000; the coordinates were taken as they are.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FindingsPanel</name>
        <message>
            <source>Findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gap between {counties}: {area} m², {width} m wide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to confirm. What the program mends or misses in your files is listed here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overlap of {counties}: {area} m², {width} m wide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} says nothing about {counties}: unknown there, not zero</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer}: {finding}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names} and {count} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Formats</name>
        <message>
            <source>Annex (DOCX)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Annex (PDF)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coordinate table (CSV)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GeoJSON</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GeoPackage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>KML</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map plate (PNG)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offline web map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shapefile</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message numerus="yes">
            <source>%n layer(s) found. Check what each is; the files themselves stay as they are.</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Add layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CGCS2000 longitude and latitude</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CGCS2000, 6-degree zone {zone}, zone number before Y</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the coordinate system first; it is never guessed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coordinate system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coordinate system of {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names in it: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing here can be read as a layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role of {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shapes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WGS 84 longitude and latitude (GPS)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was noticed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{crs}, zone number before Y</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ImportTask</name>
        <message>
            <source>Adding counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking at the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading files</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerCard</name>
        <message>
            <source>CRS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a layer to see its role, its counties and its source.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the counties it speaks for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Credit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encoding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inside these counties, where the layer shows nothing there is nothing. For all others it is unknown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opacity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opacity of the layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role of the layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sample data; lines are illustrative</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show on the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speaks for: {counties}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verified, nothing there: {counties}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no county yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayersPanel</name>
        <message>
            <source>Counties it speaks for…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>County lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers in drawing order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map files of both counties go here: boundaries, rivers, forest, villages, depots. Drop them on the window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rivers on the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show on the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Straddling patches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{title}: derived or drawn in this plan</source>
            <translation type="unfinished" />
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
            <source>Relief</source>
            <translation>地形晕渲</translation>
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
        <name>LiveNumbers</name>
        <message>
            <source>Click on the map: three points make an area. Right-click or Enter finishes, Esc cancels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers while drawing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message numerus="yes">
            <source>%n file(s) written to {folder}</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) added: {titles}</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shared-responsibility zone(s)</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>A copy was saved: {path}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Agreements</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An area needs at least three corners.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done: {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every change is saved already: {path}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers and findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lianfang plans (*{suffix})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map files ({patterns})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Menu (F10)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a copy…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sides cross. Move or remove a corner.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This plan is open for reading only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tools</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Untitled plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Untitled: kept safe, choose Save to give it a place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones, patrol areas and registers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{plan} — Lianfang</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Map</name>
        <message>
            <source>County lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines are illustrative and no basis for demarcation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rivers on the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Straddling forest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{area} hm²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{counties} {number:02d}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MapSide</name>
        <message>
            <source>Map</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>Add that layer, or choose counties from the built-in list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask its owner for CGCS2000 data, or fit it yourself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask its owner to export it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask its owner to send it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that the file exists and that you may read it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder, or close the file in the other program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose it from the list; it is never guessed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close it elsewhere, or save a copy in another folder and go on there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy it again from where it came, with all its side files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut it to your counties first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files that can be read: {supported}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space on the disk, or save a copy elsewhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing: {missing}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open another plan, or a copy of this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the layer that has shapes, or name the coordinate columns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part of the file is missing ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename the file and open it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The analysis lacks a layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The change could not be saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The coordinate system of {name} cannot be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file has 0 bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name says {claimed}, the content is {found}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan has format {found}; this program knows format {known}. It was not changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan {name} cannot be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The raster has {width} × {height} cells; {limit} is the most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To use it as a layer, drop it on the window of an open plan.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unpack it yourself and open the folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the program, then open it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Work on a copy, or on the copy you handed out last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your plan is saved. The details are in the log: {log}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{found}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot be opened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot be written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} does not say which coordinate system it uses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} ends early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has no usable shapes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has the wrong file ending</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not a Lianfang plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not a map file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not opened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is of a type that is not read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is too large</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} was written by a newer version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}: {reason}. The plan is as it was before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}. The file was not changed.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewPlanDialog</name>
        <message>
            <source>Browse…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties (you can add them later)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create the plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Documents, expiry and staleness are reckoned from this day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For example: Huairou–Fengning joint plan 2026</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the plan a title first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This folder does not exist: {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} exists already. Choose another title or folder.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OpenTask</name>
        <message>
            <source>Building the sample</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Options</name>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coordinates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decimal degrees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Degrees, minutes, seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>X north, Y east (metres)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Parameters</name>
        <message>
            <source>Band and reach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beside the line up to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forest band on each side of the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gaps and overlaps wider than this are reported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gaps narrower than this are bridged and reported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gaps shorter than this are bridged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead shares closer than this rotate yearly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least forest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least length along the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least number of assets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least number of people</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least river length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least share of the hazard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least share of those exposed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines that do not quite fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Our proposal; agree on it with your neighbour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pieces closer than this join</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reach of a forest fire: a distance, not spread</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Regulations on River Administration, article 19: 10 km outside each bank</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>River band at a province line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>River band on each side of the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>River corridor: a distance, not flood extent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rivers on the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The national plan counts foreign fires within 5 km of the frontier; counties choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thresholds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tolerance of the bank rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vertices closer than this are one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight of where it starts in the lead share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weights of the score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Width of a river without one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones longer than this are cut</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ParametersDialog</name>
        <message>
            <source>Apply and derive again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters of the analysis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are stored and printed with every result. Hover a name to see where its default comes from.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PatrolPanel</name>
        <message>
            <source>Areas that several counties patrol together are listed here, with their hectares and shares.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit vertices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Geodesic area on CGCS2000</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measuring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patrol areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shares</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show on the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hm²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside {area}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>JSON, but not GeoJSON</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>KML with a document type declaration, which map files do not need</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>XML, but not KML</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a database without map layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a database, but without the tables of a plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a folder without map files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name in it points outside the archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a picture without coordinates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an archive without map files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program added tables to it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every feature is without a shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>image data are missing at its end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it claims degrees, but the numbers are not degrees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has no position on the earth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it holds too many files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a Lianfang plan: open it, do not add it as a layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a local system without a place on the earth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not a regular file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is open in another window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is protected by a password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it unpacks to more than this program accepts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was opened for reading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its attribute table is shorter than its header says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its datum is not CGCS2000 or one that agrees with it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its description is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its folder is write-protected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its format version is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its header is cut off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its rows are not as the history left them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its structure cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no coordinate columns were recognised</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no feature has a shape this role can have</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no row has usable coordinates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing in it says so</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one part of a shapefile; open the .shp, or the folder with all parts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>plain text without a table of coordinates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shorter than its own header says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tables are missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the JSON text stops in the middle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the archive is damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the check of its structure failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the content is not a GeoPackage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the disk cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file ends too early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file is write-protected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file structure is damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the layer has no features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the named coordinate column is not in the table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the old Excel format; save it as .xlsx</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the parameters from this datum are not public; only your own fit can be used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the table has no rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no layer of that name in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no such file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unknown binary content</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>you may not read it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RowTable</name>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the whole table</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchPopup</name>
        <message>
            <source>Find commands, layers, counties, zones, places</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>zone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Cancel; undo brings the sketch back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy rows to a spreadsheet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finish a patrol area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In lists</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move a layer up or down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the map with any tool</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shift and drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide a layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space and move; middle button</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Suspend snapping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the last vertex back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom about the cursor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom to a box</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>right-click, double-click, Enter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>wheel; with Ctrl finer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Collapse</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SpeaksForDialog</name>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties of {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>County</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a county the layer speaks for, where it shows nothing there is nothing. In all others it is unknown, and zones there wait for the neighbour's data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speaks for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verified: nothing there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Agree</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties on both sides of a line see the same risk and plan the same patrol.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw the area you will patrol together; area and shares by county follow the cursor.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop files here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop the layers of both counties; the shared-responsibility zones appear, ranked, with reasons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lianfang</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the sample: the mountains around Beijing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plans you open are listed here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent plans</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See which agreement covers which line, and where each zone stands.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the annex out: document, map plate, coordinates, files for any GIS.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Works without a network. Your files are only read, never changed.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message numerus="yes">
            <source>%n to confirm</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelling…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coordinate system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Findings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move over the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Position</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Position of the cursor. Click for another form, right-click to copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale on this screen. Click to choose one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what was found in the layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status bar</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>Building the sample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting people and villages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cutting forest at the lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawing the map plate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding shared borders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding the nearest depots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forest along the lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forming the zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gathering the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking at the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mending shapes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ranking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recognising columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rivers along the lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing coordinates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing map files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the PDF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the document</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the web page</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StraddlingPanel</name>
        <message>
            <source>By side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forest patches that a county line cuts are listed here, with their share on each side.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Geodesic area on CGCS2000 of the whole patch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Straddling patches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hm²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unnamed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Agreement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Base map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Boundary markers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bridges and gates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Buildings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CGCS2000 3° zone {degrees}°E</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Checkpoints</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>China Geodetic Coordinate System 2000, 3-degree zone, central meridian {degrees}°</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>City line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>County line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crossing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Depots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Farmland</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Firebreaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forest fire</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard and those exposed lie in different counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard sources</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Identified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It starts in one county and reaches several</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lakes and reservoirs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Land cover</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Levees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Local</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lookouts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Negotiating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outer line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of the score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Past events</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pending</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Population</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Province line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Response</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>River</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rivers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Roads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settlements</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stays in one county</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Teams</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Terrain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hazard crosses the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Townships</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Under review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the neighbour's data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Water intakes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>areas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>crosses the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>forms the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>inside one county</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>raster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>runs beside the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>touches the line</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ZoneCard</name>
        <message>
            <source>  neighbour {county} {depot}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> (shares are equal: the lead rotates yearly)</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n place(s) without a figure</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Band: forest {forest}, river {river}, province line {province}. Thresholds: hazard {hazard}, exposed {exposed}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a zone in the table or on the map to see why it is there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>County</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Derive again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evidence by county</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exposed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead and support</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead: {county}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None recorded for this line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known; ask for:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open until the neighbour's data is there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the hazard inside the band along the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the people or assets it reaches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the uncut forests or rivers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show on the map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status of the zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Straight line on the ellipsoid, not by road</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Support: {counties}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Together: {people} people, {villages} villages, {area}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the counties are with this zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who gets there first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is affected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whole object</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why rank {rank}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within {reach} of the hazard; a distance, not spread</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zone card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>forest {area}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>river {length}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>score {score}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{county}: its depots are not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{county}: own {depot}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{county}: {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{county}: {people} people, {villages} villages, {area}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what}: {origin} → {others}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ZonesPanel</name>
        <message>
            <source>0 to 1; its parts are on the card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All counties</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Area (hm²)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Derive again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter by class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter by county</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hazard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>People</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rank</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared-responsibility zones</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Supports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layers, parameters or agreements changed since the zones were derived.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The zones that two or more counties must look after together appear here, ranked, each with its reasons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Villages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zones by rank</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>cli</name>
        <message>
            <source>    coordinate system: {crs}</source>
            <translation>    坐标系：{crs}</translation>
        </message>
        <message>
            <source>    names: {names}</source>
            <translation>    名称：{names}</translation>
        </message>
        <message>
            <source>    text encoding: {encoding}</source>
            <translation>    文字编码：{encoding}</translation>
        </message>
        <message>
            <source>  layer {name}: {features} features ({shape}), proposed role {role}</source>
            <translation>  图层 {name}：{features} 个要素（{shape}），建议用途：{role}</translation>
        </message>
        <message>
            <source>  … and {count} more; --json lists all.</source>
            <translation>  …… 还有 {count} 个；--json 可列出全部。</translation>
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
            <source>Building the sample</source>
            <translation>建立示例</translation>
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
            <source>Deriving zones</source>
            <translation>划分责任区</translation>
        </message>
        <message>
            <source>Do the main job on the built-in sample: build the plan, find the zones, export the annex in every format.</source>
            <translation>用内置示例走完整个流程：建立规划、找出共同责任区、按各种格式导出附件。</translation>
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
            <source>Joint planning across county lines: shared-responsibility zones, joint-patrol areas and agreement annexes. Without a command the window opens.</source>
            <translation>跨县界联合规划：共同责任区、联防区和协议附件。不带命令时打开窗口。</translation>
        </message>
        <message>
            <source>No pictures, no PDF: Qt cannot draw here ({reason}).</source>
            <translation>没有图片和 PDF：Qt 在此无法绘图（{reason}）。</translation>
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
            <source>Read layers into a plan and derive its shared-responsibility zones.</source>
            <translation>把图层读入规划并划出共同责任区。</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Say what files are and what is wrong with them.</source>
            <translation>说明文件是什么、有什么问题。</translation>
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
            <source>The coordinate table for a spreadsheet.</source>
            <translation>界址点坐标表，可用表格软件打开。</translation>
        </message>
        <message>
            <source>The map plate as a picture.</source>
            <translation>联防区域图的图片。</translation>
        </message>
        <message>
            <source>The same annex as PDF, to be printed and signed.</source>
            <translation>同一附件的 PDF，供打印签署。</translation>
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
            <source>Write the annex of joint-patrol areas.</source>
            <translation>导出联防区附件。</translation>
        </message>
        <message>
            <source>a plan, or any map files to start from</source>
            <translation>规划文件，或要打开的地图文件</translation>
        </message>
        <message>
            <source>classification, e.g. 内部资料</source>
            <translation>密级，例如 内部资料</translation>
        </message>
        <message>
            <source>comma-separated list, or all</source>
            <translation>以逗号分隔的格式，或 all（全部）</translation>
        </message>
        <message>
            <source>coordinate system of files that do not state one; for one file with FILE=, else for all</source>
            <translation>未注明坐标系的文件按此坐标系读取；写“文件=”只用于该文件，否则用于所有未注明的文件</translation>
        </message>
        <message>
            <source>first add every polygon of this file as a joint-patrol area</source>
            <translation>先把该文件中的每个面加为联防区</translation>
        </message>
        <message>
            <source>folder for the documents</source>
            <translation>存放文档的文件夹</translation>
        </message>
        <message>
            <source>folder for the plan and the documents</source>
            <translation>存放规划和文档的文件夹</translation>
        </message>
        <message>
            <source>it is not the sample; choose another folder</source>
            <translation>它不是示例规划；请换一个文件夹</translation>
        </message>
        <message>
            <source>language of messages and documents (default: zh_CN)</source>
            <translation>提示与文档的语言（默认 zh_CN）</translation>
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
            <source>none yet</source>
            <translation>还没有</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>未注明</translation>
        </message>
        <message>
            <source>number, name or id of a joint-patrol area, or all</source>
            <translation>联防区的序号、名称或标识，或 all（全部）</translation>
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
            <source>reference date of a new plan, YYYY-MM-DD</source>
            <translation>新规划的基准日，格式 YYYY-MM-DD</translation>
        </message>
        <message>
            <source>reference date of documents, YYYY-MM-DD</source>
            <translation>文档的基准日，格式 YYYY-MM-DD</translation>
        </message>
        <message>
            <source>the plan; made when it does not exist</source>
            <translation>规划文件；不存在时新建</translation>
        </message>
        <message>
            <source>what a file is, e.g. woods.shp=forest</source>
            <translation>文件的用途，例如 woods.shp=forest</translation>
        </message>
        <message>
            <source>what the documents are for</source>
            <translation>文档用途</translation>
        </message>
        <message>
            <source>{area}: no such joint-patrol area. The plan has: {names}</source>
            <translation>{area}：没有这个联防区。规划中有：{names}</translation>
        </message>
        <message>
            <source>{name}: not among the files given</source>
            <translation>{name}：不在所给文件之中</translation>
        </message>
        <message>
            <source>{name}: {reason}. Choose a folder you may write to, with free space.</source>
            <translation>{name}：{reason}。请选择可写且空间足够的文件夹。</translation>
        </message>
        <message>
            <source>{path}: a Lianfang plan; open it with: lianfang {path}</source>
            <translation>{path}：联防规划；打开它：lianfang {path}</translation>
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
            <source>{text}: not a date; write it as YYYY-MM-DD, e.g. 2026-11-21</source>
            <translation>{text}：不是日期；请写成 YYYY-MM-DD，例如 2026-11-21</translation>
        </message>
        <message>
            <source>{title}: {count} features as {role}</source>
            <translation>{title}：{count} 个要素，作为{role}</translation>
        </message>
        <message>
            <source>{value}: no such format; use some of {known}</source>
            <translation>{value}：没有这种格式；可用：{known}</translation>
        </message>
        <message>
            <source>{value}: no such role; use one of {known}</source>
            <translation>{value}：没有这种用途；可用：{known}</translation>
        </message>
        <message>
            <source>{zones} shared-responsibility zones on {borders} borders ({local} more stay in one county):</source>
            <translation>共同责任区 {zones} 个，分布在 {borders} 段县界上（另有 {local} 个只在一县之内）：</translation>
        </message>
    </context>
</TS>
