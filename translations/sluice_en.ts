<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>sluice::gui::AddDialog</name>
        <message numerus="yes">
            <source>%n download(s)</source>
            <translation>
                <numerusform>%n download</numerusform>
                <numerusform>%n downloads</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::DownloadCommands</name>
        <message numerus="yes">
            <source>Remove %n download(s)?</source>
            <translation>
                <numerusform>Remove %n download?</numerusform>
                <numerusform>Remove %n downloads?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n finished file(s) will go to the trash.</source>
            <translation>
                <numerusform>%n finished file will go to the trash.</numerusform>
                <numerusform>%n finished files will go to the trash.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::MainWindow</name>
        <message numerus="yes">
            <source>%n downloading</source>
            <translation>
                <numerusform>%n downloading</numerusform>
                <numerusform>%n downloading</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n download(s) are running.</source>
            <translation>
                <numerusform>%n download is running.</numerusform>
                <numerusform>%n downloads are running.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::StatusLine</name>
        <message numerus="yes">
            <source>%n download(s)</source>
            <translation>
                <numerusform>%n download</numerusform>
                <numerusform>%n downloads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n selected</source>
            <translation>
                <numerusform>, %n selected</numerusform>
                <numerusform>, %n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n selected (sum %1)</source>
            <translation>
                <numerusform>, %n selected (sum %1)</numerusform>
                <numerusform>, %n selected (sum %1)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connection(s)</source>
            <translation>
                <numerusform>%n connection</numerusform>
                <numerusform>%n connections</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::UndoBar</name>
        <message numerus="yes">
            <source>Moved %n download(s) in the queue</source>
            <translation>
                <numerusform>Moved %n download in the queue</numerusform>
                <numerusform>Moved %n downloads in the queue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Removed %n download(s)</source>
            <translation>
                <numerusform>Removed %n download</numerusform>
                <numerusform>Removed %n downloads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Removed %n download(s), files go to the trash</source>
            <translation>
                <numerusform>Removed %n download, files go to the trash</numerusform>
                <numerusform>Removed %n downloads, files go to the trash</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notifier</name>
        <message numerus="yes">
            <source>%n download(s) done</source>
            <translation>
                <numerusform>%n download done</numerusform>
                <numerusform>%n downloads done</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n download(s) failed</source>
            <translation>
                <numerusform>%n download failed</numerusform>
                <numerusform>%n downloads failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n download(s) since the queue was last empty</source>
            <translation>
                <numerusform>%n download since the queue was last empty</numerusform>
                <numerusform>%n downloads since the queue was last empty</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::SettingsHistory</name>
        <message numerus="yes">
            <source>%n setting(s)</source>
            <translation>
                <numerusform>%n setting</numerusform>
                <numerusform>%n settings</numerusform>
            </translation>
        </message>
    </context>
</TS>
