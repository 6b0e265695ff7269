@echo off
rem Installs the program from the wheels beside this script: no network, no administrator.
rem install.bat [FOLDER]   install.bat /remove [FOLDER]
setlocal
chcp 65001 >nul
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
set "code=%errorlevel%"
rem After a double click nobody would see what was said.
if "%~1"=="" pause
exit /b %code%
