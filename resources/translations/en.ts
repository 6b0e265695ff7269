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
        <name>AreaFindings</name>
        <message numerus="yes">
            <source>Fill %n hole(s): {area} more</source>
            <translation>
                <numerusform>Fill %n hole: {area} more</numerusform>
                <numerusform>Fill %n holes: {area} more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>It has %n hole(s); nobody patrols there.</source>
            <translation>
                <numerusform>It has %n hole; nobody patrols there.</numerusform>
                <numerusform>It has %n holes; nobody patrols there.</numerusform>
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
        <name>Changes</name>
        <message numerus="yes">
            <source>Answer %n check(s) before export</source>
            <translation>
                <numerusform>Answer %n check before export</numerusform>
                <numerusform>Answer %n checks before export</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take back %n confirmation(s) for {year}</source>
            <translation>
                <numerusform>Take back %n confirmation for {year}</numerusform>
                <numerusform>Take back %n confirmations for {year}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take back %n verdict(s) on gaps and overlaps</source>
            <translation>
                <numerusform>Take back %n verdict on gaps and overlaps</numerusform>
                <numerusform>Take back %n verdicts on gaps and overlaps</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{by} confirms %n line(s) for {year}</source>
            <translation>
                <numerusform>{by} confirms %n line for {year}</numerusform>
                <numerusform>{by} confirms %n lines for {year}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DimensionGrid</name>
        <message numerus="yes">
            <source>%n agreement(s)</source>
            <translation>
                <numerusform>%n agreement</numerusform>
                <numerusform>%n agreements</numerusform>
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
        <name>Exchange</name>
        <message numerus="yes">
            <source>This plan was not made from ours: %n row(s) were matched by code, name or where they lie, and every difference is asked. What has no match was added.</source>
            <translation>
                <numerusform>This plan was not made from ours: %n row was matched by code, name or where it lies, and every difference is asked. What has no match was added.</numerusform>
                <numerusform>This plan was not made from ours: %n rows were matched by code, name or where they lie, and every difference is asked. What has no match was added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{table}: %n row(s) came without an id, or with one that was taken; another program wrote them. They were matched by name or where they lie, or count as new.</source>
            <translation>
                <numerusform>{table}: %n row came without an id, or with one that was taken; another program wrote it. It was matched by name or where it lies, or counts as new.</numerusform>
                <numerusform>{table}: %n rows came without an id, or with one that was taken; another program wrote them. They were matched by name or where they lie, or count as new.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExchangeControl</name>
        <message numerus="yes">
            <source>%n difference(s) are not decided yet.</source>
            <translation>
                <numerusform>%n difference is not decided yet.</numerusform>
                <numerusform>%n differences are not decided yet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n difference(s), {both} changed by both; {agreed} changed alike by both, {ours} only by us</source>
            <translation>
                <numerusform>%n difference, {both} changed by both; {agreed} changed alike by both, {ours} only by us</numerusform>
                <numerusform>%n differences, {both} changed by both; {agreed} changed alike by both, {ours} only by us</numerusform>
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
        <name>Findings</name>
        <message numerus="yes">
            <source>%n code(s) in {field} are not in the built-in list: {examples}</source>
            <translation>
                <numerusform>%n code in {field} is not in the built-in list: {examples}</numerusform>
                <numerusform>%n codes in {field} are not in the built-in list: {examples}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) in {field} are those of provinces or cities, not of counties: {examples}</source>
            <translation>
                <numerusform>%n code in {field} is that of a province or city, not of a county: {examples}</numerusform>
                <numerusform>%n codes in {field} are those of provinces or cities, not of counties: {examples}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n county code(s) in {field} are no longer in force: {examples}. They stay as the file has them; ask for newer data before you join it to other layers.</source>
            <translation>
                <numerusform>%n county code in {field} is no longer in force: {examples}. It stays as the file has it; ask for newer data before you join it to other layers.</numerusform>
                <numerusform>%n county codes in {field} are no longer in force: {examples}. They stay as the file has them; ask for newer data before you join it to other layers.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n county code(s) in {field} were put into six digits.</source>
            <translation>
                <numerusform>%n county code in {field} was put into six digits.</numerusform>
                <numerusform>%n county codes in {field} were put into six digits.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) have all attributes of another one, but another shape.</source>
            <translation>
                <numerusform>%n feature has all attributes of another one, but another shape.</numerusform>
                <numerusform>%n features have all attributes of another one, but another shape.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) lie far from all others of the layer.</source>
            <translation>
                <numerusform>%n feature lies far from all others of the layer.</numerusform>
                <numerusform>%n features lie far from all others of the layer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) lie more than {distance_km} km from every county of the plan: {names}. They are kept.</source>
            <translation>
                <numerusform>%n feature lies more than {distance_km} km from every county of the plan: {names}. It is kept.</numerusform>
                <numerusform>%n features lie more than {distance_km} km from every county of the plan: {names}. They are kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) repeat an earlier one in shape and attributes.</source>
            <translation>
                <numerusform>%n feature repeats an earlier one in shape and attributes.</numerusform>
                <numerusform>%n features repeat an earlier one in shape and attributes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n feature(s) were left out, as you chose.</source>
            <translation>
                <numerusform>%n feature was left out, as you chose.</numerusform>
                <numerusform>%n features were left out, as you chose.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) are neither parcel nor point: {lines}</source>
            <translation>
                <numerusform>%n line is neither parcel nor point: {lines}</numerusform>
                <numerusform>%n lines are neither parcel nor point: {lines}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n open ring(s) were closed.</source>
            <translation>
                <numerusform>%n open ring was closed.</numerusform>
                <numerusform>%n open rings were closed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other file(s) in it were left out: {names}</source>
            <translation>
                <numerusform>%n other file in it was left out: {names}</numerusform>
                <numerusform>%n other files in it were left out: {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parcel(s) differ by more than 1 % from the area they state (stated ≠ measured): {names}</source>
            <translation>
                <numerusform>%n parcel differs by more than 1 % from the area it states (stated ≠ measured): {names}</numerusform>
                <numerusform>%n parcels differ by more than 1 % from the area they state (stated ≠ measured): {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parcel(s) have a ring of too few points, left out: {names}</source>
            <translation>
                <numerusform>%n parcel has a ring of too few points, left out: {names}</numerusform>
                <numerusform>%n parcels have a ring of too few points, left out: {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parcel(s) have another number of points than they say: {names}. All were read.</source>
            <translation>
                <numerusform>%n parcel has another number of points than it says: {names}. All were read.</numerusform>
                <numerusform>%n parcels have another number of points than they say: {names}. All were read.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parcel(s) have no points: {names}</source>
            <translation>
                <numerusform>%n parcel has no points: {names}</numerusform>
                <numerusform>%n parcels have no points: {names}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parcel(s) have points in several zones and were left out: {names}. Ask their owner.</source>
            <translation>
                <numerusform>%n parcel has points in several zones and was left out: {names}. Ask their owner.</numerusform>
                <numerusform>%n parcels have points in several zones and were left out: {names}. Ask their owner.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n patch(es) smaller than {min_ha} hm² were left out, {area_ha} hm² together.</source>
            <translation>
                <numerusform>%n patch smaller than {min_ha} hm² was left out, {area_ha} hm² together.</numerusform>
                <numerusform>%n patches smaller than {min_ha} hm² were left out, {area_ha} hm² together.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n place(s) have no population: unknown, not zero.</source>
            <translation>
                <numerusform>%n place has no population: unknown, not zero.</numerusform>
                <numerusform>%n places have no population: unknown, not zero.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n polygon(s) are slivers, less than {width_m} m wide and {area_m2} m² large.</source>
            <translation>
                <numerusform>%n polygon is a sliver, less than {width_m} m wide and {area_m2} m² large.</numerusform>
                <numerusform>%n polygons are slivers, less than {width_m} m wide and {area_m2} m² large.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) have the code of one county ({field}) and the name of another: {examples}. Ask its owner which is right.</source>
            <translation>
                <numerusform>%n row has the code of one county ({field}) and the name of another: {examples}. Ask its owner which is right.</numerusform>
                <numerusform>%n rows have the code of one county ({field}) and the name of another: {examples}. Ask its owner which is right.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) without a shape were left out.</source>
            <translation>
                <numerusform>%n row without a shape was left out.</numerusform>
                <numerusform>%n rows without a shape were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) without coordinates were left out.</source>
            <translation>
                <numerusform>%n row without coordinates was left out.</numerusform>
                <numerusform>%n rows without coordinates were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) could not be mended and were left out.</source>
            <translation>
                <numerusform>%n shape could not be mended and was left out.</numerusform>
                <numerusform>%n shapes could not be mended and were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) cross themselves more than {limit} times, cannot be mended and were left out.</source>
            <translation>
                <numerusform>%n shape crosses itself more than {limit} times, cannot be mended and was left out.</numerusform>
                <numerusform>%n shapes cross themselves more than {limit} times, cannot be mended and were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) crossed themselves and were mended.</source>
            <translation>
                <numerusform>%n shape crossed itself and was mended.</numerusform>
                <numerusform>%n shapes crossed themselves and were mended.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) had unusable coordinates; those points were taken out.</source>
            <translation>
                <numerusform>%n shape had unusable coordinates; those points were taken out.</numerusform>
                <numerusform>%n shapes had unusable coordinates; those points were taken out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) have arcs, which became straight pieces of {step_deg}° (off by 0.004 % of the radius).</source>
            <translation>
                <numerusform>%n shape has arcs, which became straight pieces of {step_deg}° (off by 0.004 % of the radius).</numerusform>
                <numerusform>%n shapes have arcs, which became straight pieces of {step_deg}° (off by 0.004 % of the radius).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) have heights, which are not used.</source>
            <translation>
                <numerusform>%n shape has heights, which are not used.</numerusform>
                <numerusform>%n shapes have heights, which are not used.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) have measures (M), which are not used.</source>
            <translation>
                <numerusform>%n shape has measures (M), which are not used.</numerusform>
                <numerusform>%n shapes have measures (M), which are not used.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) have the same point twice in a row, which does no harm.</source>
            <translation>
                <numerusform>%n shape has the same point twice in a row, which does no harm.</numerusform>
                <numerusform>%n shapes have the same point twice in a row, which does no harm.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) lie outside China.</source>
            <translation>
                <numerusform>%n shape lies outside China.</numerusform>
                <numerusform>%n shapes lie outside China.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) of another kind were left out.</source>
            <translation>
                <numerusform>%n shape of another kind was left out.</numerusform>
                <numerusform>%n shapes of another kind were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) repeat an earlier one with other attributes.</source>
            <translation>
                <numerusform>%n shape repeats an earlier one with other attributes.</numerusform>
                <numerusform>%n shapes repeat an earlier one with other attributes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) were lost when the plan was damaged. The layer no longer counts as complete for any county: read its file again, or confirm its counties in the layer's card.</source>
            <translation>
                <numerusform>%n shape was lost when the plan was damaged. The layer no longer counts as complete for any county: read its file again, or confirm its counties in the layer's card.</numerusform>
                <numerusform>%n shapes were lost when the plan was damaged. The layer no longer counts as complete for any county: read its file again, or confirm its counties in the layer's card.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shape(s) without a single usable coordinate were left out.</source>
            <translation>
                <numerusform>%n shape without a single usable coordinate was left out.</numerusform>
                <numerusform>%n shapes without a single usable coordinate were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s) are cut off inside a character; the rest of each was kept.</source>
            <translation>
                <numerusform>%n text is cut off inside a character; the rest was kept.</numerusform>
                <numerusform>%n texts are cut off inside a character; the rest of each was kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s) have bytes that are no character in {used}; “�” stands in their place.</source>
            <translation>
                <numerusform>%n text has bytes that are no character in {used}; “�” stands in their place.</numerusform>
                <numerusform>%n texts have bytes that are no character in {used}; “�” stands in their place.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s) were destroyed before this file was made ({examples}). Ask its owner for the original.</source>
            <translation>
                <numerusform>%n text was destroyed before this file was made ({examples}). Ask its owner for the original.</numerusform>
                <numerusform>%n texts were destroyed before this file was made ({examples}). Ask its owner for the original.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n township(s) lie in another county than their codes say: {names}. Ask their owner.</source>
            <translation>
                <numerusform>%n township lies in another county than its code says: {names}. Ask their owner.</numerusform>
                <numerusform>%n townships lie in another county than their codes say: {names}. Ask their owner.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) in {field} are not county codes.</source>
            <translation>
                <numerusform>%n value in {field} is not a county code.</numerusform>
                <numerusform>%n values in {field} are not county codes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) in {field} are not numbers: unknown, not zero.</source>
            <translation>
                <numerusform>%n value in {field} is not a number: unknown, not zero.</numerusform>
                <numerusform>%n values in {field} are not numbers: unknown, not zero.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) in {field} are ranges or least numbers; the lower end was taken.</source>
            <translation>
                <numerusform>%n value in {field} is a range or a least number; the lower end was taken.</numerusform>
                <numerusform>%n values in {field} are ranges or least numbers; the lower end was taken.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %n parcel(s) X and Y stand in each other's place; the numbers were followed.</source>
            <translation>
                <numerusform>In %n parcel X and Y stand in each other's place; the numbers were followed.</numerusform>
                <numerusform>In %n parcels X and Y stand in each other's place; the numbers were followed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The plan was damaged: %n shape(s) may be older states of themselves. Check the layer.</source>
            <translation>
                <numerusform>The plan was damaged: %n shape may be an older state of itself. Check the layer.</numerusform>
                <numerusform>The plan was damaged: %n shapes may be older states of themselves. Check the layer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FromMemory</name>
        <message numerus="yes">
            <source>%n layer(s)</source>
            <translation>
                <numerusform>%n layer</numerusform>
                <numerusform>%n layers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n patrol area(s)</source>
            <translation>
                <numerusform>%n patrol area</numerusform>
                <numerusform>%n patrol areas</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GapsPanel</name>
        <message numerus="yes">
            <source>%n decision(s) overdue</source>
            <translation>
                <numerusform>%n decision overdue</numerusform>
                <numerusform>%n decisions overdue</numerusform>
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
        <name>InventoryImportDialog</name>
        <message numerus="yes">
            <source>%n sheet(s)</source>
            <translation>
                <numerusform>%n sheet</numerusform>
                <numerusform>%n sheets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeptAccounts</name>
        <message numerus="yes">
            <source>△ %n figure(s) are others now</source>
            <translation>
                <numerusform>△ %n figure is another now</numerusform>
                <numerusform>△ %n figures are others now</numerusform>
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
        <name>Mending</name>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
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
        <name>Messages</name>
        <message numerus="yes">
            <source>Both sides changed %n thing(s): {titles}.</source>
            <translation>
                <numerusform>Both sides changed %n thing: {titles}.</numerusform>
                <numerusform>Both sides changed %n things: {titles}.</numerusform>
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
        <name>Rank</name>
        <message numerus="yes">
            <source>%n agreement(s)</source>
            <translation>
                <numerusform>%n agreement</numerusform>
                <numerusform>%n agreements</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Readings</name>
        <message numerus="yes">
            <source>%n character(s) not found in names</source>
            <translation>
                <numerusform>%n character not found in names</numerusform>
                <numerusform>%n characters not found in names</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Salvage</name>
        <message numerus="yes">
            <source>%n place(s) in the file could not be read.</source>
            <translation>
                <numerusform>%n place in the file could not be read.</numerusform>
                <numerusform>%n places in the file could not be read.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) have characters that could not be read; they are shown as �.</source>
            <translation>
                <numerusform>%n row has characters that could not be read; they are shown as �.</numerusform>
                <numerusform>%n rows have characters that could not be read; they are shown as �.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) were found twice; one of each was kept.</source>
            <translation>
                <numerusform>%n row was found twice; one was kept.</numerusform>
                <numerusform>%n rows were found twice; one of each was kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) that another program had added were left out.</source>
            <translation>
                <numerusform>%n thing that another program had added was left out.</numerusform>
                <numerusform>%n things that another program had added were left out.</numerusform>
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
        <name>SliverControl</name>
        <message numerus="yes">
            <source>%n gap(s) between more than two counties were left: judge them one by one.</source>
            <translation>
                <numerusform>%n gap between more than two counties was left: judge them one by one.</numerusform>
                <numerusform>%n gaps between more than two counties were left: judge them one by one.</numerusform>
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
    <context>
        <name>cli</name>
        <message numerus="yes">
            <source>    {title}: the plan and %n raster layer(s), {size}</source>
            <translation>
                <numerusform>    {title}: the plan and %n raster layer, {size}</numerusform>
                <numerusform>    {title}: the plan and %n raster layers, {size}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n difference(s), {conflicts} to decide; {agreed} the same on both sides, {ours} only ours</source>
            <translation>
                <numerusform>%n difference, {conflicts} to decide; {agreed} the same on both sides, {ours} only ours</numerusform>
                <numerusform>%n differences, {conflicts} to decide; {agreed} the same on both sides, {ours} only ours</numerusform>
            </translation>
        </message>
    </context>
</TS>
