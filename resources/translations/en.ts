<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <name>ExportDialog</name>
        <message numerus="yes">
            <source>%n zone(s) wait for the neighbour's data; the annex says so.</source>
            <translation>
                <numerusform>%n zone waits for the neighbour's data; the annex says so.</numerusform>
                <numerusform>%n zones wait for the neighbour's data; the annex says so.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n area(s)</source>
            <translation>
                <numerusform>The only area</numerusform>
                <numerusform>All %n areas</numerusform>
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
</TS>
