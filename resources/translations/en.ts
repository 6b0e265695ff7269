<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AccessControl</name>
        <message numerus="yes">
            <source>%n object(s)</source>
            <translation>
                <numerusform>%n object</numerusform>
                <numerusform>%n objects</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AreaChecks</name>
        <message numerus="yes">
            <source>%n let stand: tell again</source>
            <translation>
                <numerusform>%n let stand: tell again</numerusform>
                <numerusform>%n let stand: tell again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Patrol areas: %n to settle</source>
            <translation>
                <numerusform>Patrol areas: %n to settle</numerusform>
                <numerusform>Patrol areas: %n to settle</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Ask</name>
        <message numerus="yes">
            <source>%n files exist already.</source>
            <translation>
                <numerusform>%n file exists already.</numerusform>
                <numerusform>%n files exist already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BlockControl</name>
        <message numerus="yes">
            <source>%n block(s)</source>
            <translation>
                <numerusform>%n block</numerusform>
                <numerusform>%n blocks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n block(s) made</source>
            <translation>
                <numerusform>%n block made</numerusform>
                <numerusform>%n blocks made</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n block(s) written: {name}</source>
            <translation>
                <numerusform>%n block written: {name}</numerusform>
                <numerusform>%n blocks written: {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) end without reaching another and divide nothing</source>
            <translation>
                <numerusform>%n line ends without reaching another and divides nothing</numerusform>
                <numerusform>%n lines end without reaching another and divide nothing</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BlocksCard</name>
        <message numerus="yes">
            <source>%n block(s)</source>
            <translation>
                <numerusform>%n block</numerusform>
                <numerusform>%n blocks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BriefingDialog</name>
        <message numerus="yes">
            <source>%n border(s), with a cover and a table of all</source>
            <translation>
                <numerusform>%n border, with a cover and a table of all</numerusform>
                <numerusform>%n borders, with a cover and a table of all</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n zone(s), with a cover and a table of all</source>
            <translation>
                <numerusform>%n zone, with a cover and a table of all</numerusform>
                <numerusform>%n zones, with a cover and a table of all</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DirectionCard</name>
        <message numerus="yes">
            <source>%n village(s); choose one in the list.</source>
            <translation>
                <numerusform>%n village; choose it in the list.</numerusform>
                <numerusform>%n villages; choose one in the list.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EditVerticesTool</name>
        <message numerus="yes">
            <source>Shared with %n other area(s)</source>
            <translation>
                <numerusform>Shared with %n other area</numerusform>
                <numerusform>Shared with %n other areas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Takes %n other area(s) along</source>
            <translation>
                <numerusform>Takes %n other area along</numerusform>
                <numerusform>Takes %n other areas along</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExposureTable</name>
        <message numerus="yes">
            <source>%n place(s) without a figure</source>
            <translation>
                <numerusform>%n place without a figure</numerusform>
                <numerusform>%n places without a figure</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FigureChecks</name>
        <message numerus="yes">
            <source>%n figure(s) hold</source>
            <translation>
                <numerusform>%n figure holds</numerusform>
                <numerusform>%n figures hold</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message numerus="yes">
            <source>%n layer(s) found. Check what each is; the files themselves stay as they are.</source>
            <translation>
                <numerusform>%n layer found. Check what it is; the file itself stays as it is.</numerusform>
                <numerusform>%n layers found. Check what each is; the files themselves stay as they are.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) wait for your answer</source>
            <translation>
                <numerusform>%n layer waits for your answer</numerusform>
                <numerusform>%n layers wait for your answer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LandCoverControl</name>
        <message numerus="yes">
            <source>{layer}: %n patch(es)</source>
            <translation>
                <numerusform>{layer}: %n patch</numerusform>
                <numerusform>{layer}: %n patches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MendingWindow</name>
        <message numerus="yes">
            <source>%n thing(s) found when the file was read. Click one to see it on the map.</source>
            <translation>
                <numerusform>%n thing found when the file was read. Click it to see it on the map.</numerusform>
                <numerusform>%n things found when the file was read. Click one to see it on the map.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PapersDialog</name>
        <message numerus="yes">
            <source>All %n of the register, each in the kind that suits it</source>
            <translation>
                <numerusform>All %n of the register, in the kind that suits it</numerusform>
                <numerusform>All %n of the register, each in the kind that suits it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PatrolCard</name>
        <message numerus="yes">
            <source>%n whole round(s)</source>
            <translation>
                <numerusform>%n whole round</numerusform>
                <numerusform>%n whole rounds</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlateControl</name>
        <message numerus="yes">
            <source>%n page(s) sent to the printer</source>
            <translation>
                <numerusform>%n page sent to the printer</numerusform>
                <numerusform>%n pages sent to the printer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sheet(s) written</source>
            <translation>
                <numerusform>%n sheet written</numerusform>
                <numerusform>%n sheets written</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlateWindow</name>
        <message numerus="yes">
            <source>%n sheet(s), an index sheet and a list come first in the PDF.</source>
            <translation>
                <numerusform>%n sheet; in the PDF an index sheet and a list come first.</numerusform>
                <numerusform>%n sheets; in the PDF an index sheet and a list come first.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message numerus="yes">
            <source>{printer} · paper {width} × {height} mm · {scale}, exactly · %n page(s)</source>
            <translation>
                <numerusform>{printer} · paper {width} × {height} mm · {scale}, exactly · %n page</numerusform>
                <numerusform>{printer} · paper {width} × {height} mm · {scale}, exactly · %n pages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SceneControl</name>
        <message numerus="yes">
            <source>%n layer(s) that came after the scene are hidden.</source>
            <translation>
                <numerusform>%n layer that came after the scene is hidden.</numerusform>
                <numerusform>%n layers that came after the scene are hidden.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatesSection</name>
        <message numerus="yes">
            <source>%n earlier entry(s)</source>
            <translation>
                <numerusform>%n earlier entry</numerusform>
                <numerusform>%n earlier entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message numerus="yes">
            <source>%n to confirm</source>
            <translation>
                <numerusform>%n to confirm</numerusform>
                <numerusform>%n to confirm</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UnpackDialog</name>
        <message numerus="yes">
            <source>the plan and %n raster layer(s), {size}</source>
            <translation>
                <numerusform>the plan and %n raster layer, {size}</numerusform>
                <numerusform>the plan and %n raster layers, {size}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WeightsCard</name>
        <message numerus="yes">
            <source>%n zone(s) change their rank</source>
            <translation>
                <numerusform>%n zone changes its rank</numerusform>
                <numerusform>%n zones change their rank</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WorkControl</name>
        <message numerus="yes">
            <source>%n file(s) written to {folder}</source>
            <translation>
                <numerusform>%n file written to {folder}</numerusform>
                <numerusform>%n files written to {folder}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s) added: {titles}</source>
            <translation>
                <numerusform>%n layer added: {titles}</numerusform>
                <numerusform>%n layers added: {titles}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shared-responsibility zone(s)</source>
            <translation>
                <numerusform>%n shared-responsibility zone</numerusform>
                <numerusform>%n shared-responsibility zones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ZoneCard</name>
        <message numerus="yes">
            <source>%n place(s) without a figure</source>
            <translation>
                <numerusform>%n place without a figure</numerusform>
                <numerusform>%n places without a figure</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ZonesPanel</name>
        <message numerus="yes">
            <source>%n conflict(s) between edits and the analysis</source>
            <translation>
                <numerusform>%n conflict between edits and the analysis</numerusform>
                <numerusform>%n conflicts between edits and the analysis</numerusform>
            </translation>
        </message>
    </context>
</TS>
